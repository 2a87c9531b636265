import AssayJSON
import AssayPricing

/// Named values of a log line or of a row of a table; what is empty or null is not there.
struct LogFields {
    private enum Source {
        case json(JSONValue)
        case row(LogRow)
        case nothing
    }

    private let source: Source

    /// The members of an object; of anything else none.
    init(_ value: JSONValue?) {
        guard let value, value.kind == .object else {
            source = .nothing
            return
        }
        source = .json(value)
    }

    init(_ row: LogRow) { source = .row(row) }

    /// The JSON behind the fields; nil for rows of tables.
    var json: JSONValue? { if case .json(let value) = source { value } else { nil } }

    private func value(_ name: String) -> JSONValue? {
        guard case .json(let object) = source, let value = object[name], !value.isNull else { return nil }
        return value
    }

    /// A digest of all that is there, the same in any file of one run.
    func digest(_ more: String = "") -> UInt64 {
        var hasher = Hasher()
        hasher.combine(more)
        switch source {
        case .json(let value): hasher.combine(value.rawBytes)
        case .row(let row): hasher.combine(row.cells)
        case .nothing: break
        }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    func has(_ name: String) -> Bool {
        if case .row(let row) = source { return row[name] != nil }
        return value(name) != nil
    }

    func has(anyOf names: [String]) -> Bool { names.contains { has($0) } }

    /// The first of these that has a text or a number, as text.
    func text(_ names: String...) -> String? { text(firstOf: names) }

    func text(firstOf names: [String]) -> String? {
        for name in names {
            if case .row(let row) = source {
                if let cell = row[name] { return cell }
            } else if let value = value(name), let text = value.string ?? value.numberText, !text.isEmpty {
                return text
            }
        }
        return nil
    }

    /// True where the value is true in any of the ways in which logs write it.
    func flag(_ name: String) -> Bool? {
        if let bool = value(name)?.bool { return bool }
        switch text(name)?.lowercased() {
        case "true", "t", "1", "yes": return true
        case "false", "f", "0", "no": return false
        default: return nil
        }
    }

    func object(_ name: String) -> LogFields { LogFields(value(name)) }

    func array(_ name: String) -> [JSONValue]? {
        guard let value = value(name), value.kind == .array else { return nil }
        return Array(value.elements)
    }

    /// An object, which some logs write as JSON in a text.
    func embedded(_ name: String) -> LogFields {
        if let text = text(name), text.utf8.first == UInt8(ascii: "{"), let document = try? JSONDocument(text) {
            return LogFields(document.root)
        }
        return object(name)
    }

    /// No row of an export adds up more; sums of a few such counts still fit.
    private static let largestCount = 1 << 60

    /// The first of these counts that is there.
    ///
    /// - Throws: for anything but a whole number from 0 up.
    func count(_ names: String...) throws(UsageLogError) -> Int? {
        for name in names where has(name) {
            guard let text = text(name) else {
                // A breakdown may stand under the name of a total.
                if value(name)?.kind == .object { continue }
                throw UsageLogError("\(name) is no number")
            }
            // A JSON number groups no digits; in a table or a text, 1.000 is a thousand in half of the world.
            if value(name)?.kind != .number, LogFields.isGrouped(text) {
                throw UsageLogError(
                    "\(name) is \(text.prefix(40)), whose point may part a fraction or thousands; write a count "
                        + "without a sign between its digits")
            }
            guard let count = try? ExactDecimal(text).integer, (0...LogFields.largestCount).contains(count) else {
                throw UsageLogError("\(name) is \(text.prefix(40)); a count is a whole number from 0 up")
            }
            return count
        }
        return nil
    }

    /// Whether a point may group the digits in threes: `1.000`, `12.500`; not `1.0`, `0.000` or `1000.000`.
    private static func isGrouped(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...3).contains(parts[0].count), parts[1].count == 3 else { return false }
        return parts[0].first != UInt8(ascii: "0") && parts.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
    }

    /// The first of two counts that is there, and 0 for neither.
    static func first(_ one: Int?, _ two: Int?) -> Int { one ?? two ?? 0 }

    /// The first of these amounts of money that is there; also of more than 38 digits, as binary floats are printed.
    func amount(_ names: String...) throws(UsageLogError) -> ExactDecimal? {
        for name in names {
            guard let text = text(name) else { continue }
            let plain = text.first == "$" ? text.dropFirst() : text[...]
            guard let amount = try? ExactDecimal(plain) else {
                throw UsageLogError("\(name) is \(text.prefix(40)); an amount is a number such as 0.25")
            }
            return amount
        }
        return nil
    }

    /// The first of these that tells a time.
    func instant(_ names: String...) throws(UsageLogError) -> UTCInstant? {
        for name in names {
            guard let text = text(name) else { continue }
            guard let instant = LogTime.instant(text) else {
                throw UsageLogError("\(name) is \(text.prefix(40)); write a time like 2026-11-21T09:30:00Z")
            }
            return instant
        }
        return nil
    }
}

/// A row of a table with the names of its columns.
struct LogRow {
    /// Places of columns by their folded names.
    let columns: [String: Int]
    let cells: [[UInt8]]

    subscript(name: String) -> String? {
        guard let place = columns[LogRow.fold(name)], cells.indices.contains(place), !cells[place].isEmpty else {
            return nil
        }
        return String(decoding: cells[place], as: UTF8.self)
    }

    /// Exports write names with spaces, capitals and brackets.
    static func fold(_ name: String) -> String {
        var folded = ""
        for scalar in name.lowercased().unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "." {
                folded.unicodeScalars.append(scalar)
            } else if !folded.isEmpty, folded.last != "_" {
                folded.append("_")
            }
        }
        return folded.last == "_" ? String(folded.dropLast()) : folded
    }
}
