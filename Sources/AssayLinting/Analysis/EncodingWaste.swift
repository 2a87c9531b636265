/// Parts of a unit that could be written in fewer tokens. Linear in the text.
struct EncodingWaste {
    var range: Range<Int>
    var message: String
    /// Tokens of the part less those of its short form.
    var tokens: Int

    static func find(_ unit: UnitAnalysis) -> [EncodingWaste] {
        let bytes = unit.text.bytes
        var result = json(unit, bytes) + base64(unit, bytes) + blanks(unit, bytes)
        result.sort { $0.range.lowerBound < $1.range.lowerBound }
        return result
    }

    private static func saved(_ range: Range<Int>, _ short: [UInt8], _ unit: UnitAnalysis) -> Int {
        let count = try? unit.document.tokenizer.count(short)
        return unit.tokenCount(of: range) - (count ?? 0)
    }

    // MARK: JSON

    /// Values in brackets over several lines that are JSON and indented.
    private static func json(_ unit: UnitAnalysis, _ bytes: [UInt8]) -> [EncodingWaste] {
        let lines = unit.structure.lines
        var result: [EncodingWaste] = []
        var index = 0
        // What is never closed is looked through to its end; a text that only opens is not, time and again.
        var budget = 8 * bytes.count
        while index < lines.count, budget > 0 {
            guard lines[index].kind == .code, let first = lines[index].content.first,
                bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "["),
                let end = closing(first, bytes, &budget), end - first > 40
            else {
                index += 1
                continue
            }
            while index < lines.count, lines[index].range.lowerBound < end { index += 1 }
            let range = first..<end
            // A unit that is nothing but JSON is a file of data; a block in Markdown is laid out for people too.
            guard !isAll(range, bytes), unit.document.document.format != .markdown else { continue }
            guard bytes[range].contains(0x0A), let short = compact(bytes[range]) else { continue }
            result.append(
                EncodingWaste(
                    range: range, message: "the same JSON without indentation and line breaks has fewer tokens",
                    tokens: saved(range, short, unit)))
        }
        return result
    }

    /// Whether nothing but white space stands around a range.
    private static func isAll(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        bytes[..<range.lowerBound].allSatisfy { $0 <= 0x20 } && bytes[range.upperBound...].allSatisfy { $0 <= 0x20 }
    }

    /// The end of the value in brackets that starts at `start`.
    private static func closing(_ start: Int, _ bytes: [UInt8], _ budget: inout Int) -> Int? {
        var depth = 0
        var isString = false
        var offset = start
        defer { budget -= offset - start }
        while offset < bytes.count {
            let byte = bytes[offset]
            if isString {
                if byte == UInt8(ascii: "\\") { offset += 1 } else if byte == UInt8(ascii: "\"") { isString = false }
            } else if byte == UInt8(ascii: "\"") {
                isString = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
                if depth == 0 { return offset + 1 }
            }
            offset += 1
        }
        return nil
    }

    /// JSON on one line, a blank behind commas and colons; nil where white space could mean something.
    private static func compact(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var isString = false
        var isEscape = false
        for byte in text {
            if isString {
                if byte == 0x0A { return nil }
                result.append(byte)
                if isEscape {
                    isEscape = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscape = true
                } else if byte == UInt8(ascii: "\"") {
                    isString = false
                }
                continue
            }
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: continue
            case UInt8(ascii: "\""):
                isString = true
                result.append(byte)
            case UInt8(ascii: ","), UInt8(ascii: ":"): result += [byte, 0x20]
            // A comment or anything else that is no JSON.
            case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "("): return nil
            default: result.append(byte)
            }
        }
        return result
    }

    // MARK: Base64

    /// Runs of at least 120 characters of base64 with capitals, small letters and digits.
    private static func base64(_ unit: UnitAnalysis, _ bytes: [UInt8]) -> [EncodingWaste] {
        var result: [EncodingWaste] = []
        var start = 0
        var offset = 0
        while offset <= bytes.count {
            if offset < bytes.count, isBase64(bytes[offset]) {
                offset += 1
                continue
            }
            if offset - start >= 120, isMixed(bytes[start..<offset]) {
                let range = start..<offset
                result.append(
                    EncodingWaste(
                        range: range, message: "\(range.count) characters of base64 are text that no model reads well",
                        tokens: unit.tokenCount(of: range)))
            }
            offset += 1
            start = offset
        }
        return result
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2F || byte == 0x3D
    }

    private static func isMixed(_ text: ArraySlice<UInt8>) -> Bool {
        let capitals = text.count { $0 &- 0x41 < 26 }
        let small = text.count { $0 &- 0x61 < 26 }
        let digits = text.count { $0 &- 0x30 < 10 }
        return min(capitals, small) * 8 > text.count && digits * 40 > text.count
    }

    // MARK: Blanks

    /// Runs of more than two empty lines, and of blanks within a line of prose.
    private static func blanks(_ unit: UnitAnalysis, _ bytes: [UInt8]) -> [EncodingWaste] {
        var result: [EncodingWaste] = []
        var offset = 0
        while offset < bytes.count {
            guard bytes[offset] <= 0x20 else {
                offset += 1
                continue
            }
            let start = offset
            while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 }
            let run = bytes[start..<offset]
            let breaks = run.count { $0 == 0x0A }
            guard breaks > 3 || run.count - breaks >= 64 else { continue }
            let short: [UInt8] = breaks > 1 ? [0x0A, 0x0A] : breaks == 1 ? [0x0A] : [0x20]
            result.append(
                EncodingWaste(
                    range: start..<offset, message: "\(run.count) characters of white space in a row",
                    tokens: saved(start..<offset, short, unit)))
        }
        return result
    }
}
