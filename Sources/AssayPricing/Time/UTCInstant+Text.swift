extension UTCInstant: CustomStringConvertible {
    /// Reads a date (`2026-11-21`, midnight UTC) or an instant with its offset (`2026-11-21T09:30Z`,
    /// `2026-11-21T09:30:15+08:00`), as in RFC 3339 with the seconds optional. Fractions of a second are dropped.
    ///
    /// Nil when the text is anything else: a time without an offset is refused because it names no instant.
    public init?(_ text: some StringProtocol) {
        var scanner = FixedScanner(text.utf8)
        guard let date = scanner.date() else { return nil }
        if scanner.isAtEnd {
            self.init(date)
            return
        }
        guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let time = scanner.time(),
            let offset = scanner.offset(), scanner.isAtEnd
        else { return nil }
        self.init(seconds: UTCInstant(date).seconds + Int64(time - offset))
    }

    /// `2026-11-21` at midnight UTC, `2026-11-21T09:30:15Z` otherwise.
    public var description: String {
        let time = secondOfDay
        guard time != 0 else { return date.description }
        return "\(date)T\(padded(time / 3600)):\(padded(time / 60 % 60)):\(padded(time % 60))Z"
    }
}

extension CivilDate: CustomStringConvertible {
    public var description: String { "\(padded(year, 4))-\(padded(month))-\(padded(day))" }
}

/// `value` with leading zeros up to `width` digits.
func padded(_ value: Int, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Reads the fixed-width fields of dates and times.
struct FixedScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: some Sequence<UInt8>) {
        // Logs have a time a line: copied at once where the bytes lie together.
        self.bytes = bytes.withContiguousStorageIfAvailable { Array($0.prefix(64)) } ?? Array(bytes.prefix(64))
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// Exactly `count` digits.
    mutating func number(_ count: Int) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<index + count] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        index += count
        return value
    }

    mutating func date() -> CivilDate? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2) else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// `hh:mm` in minutes; `24:00` ends a day.
    mutating func clock() -> Int? {
        guard let hour = number(2), take(":"), let minute = number(2), minute < 60 else { return nil }
        let minutes = hour * 60 + minute
        return minutes <= 24 * 60 ? minutes : nil
    }

    /// `hh:mm[:ss[.fraction]]` in seconds.
    mutating func time() -> Int? {
        guard let minutes = clock(), minutes < 24 * 60 else { return nil }
        guard take(":") else { return minutes * 60 }
        guard let seconds = number(2), seconds < 60 else { return nil }
        if take(".") {
            guard number(1) != nil else { return nil }
            while number(1) != nil {}
        }
        return minutes * 60 + seconds
    }

    /// `Z` or `+hh:mm`, in seconds ahead of UTC.
    mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isBehind = take("-")
        guard isBehind || take("+"), let minutes = clock(), minutes <= 18 * 60 else { return nil }
        return isBehind ? -minutes * 60 : minutes * 60
    }
}
