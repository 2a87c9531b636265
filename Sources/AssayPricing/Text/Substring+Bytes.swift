/// Cutting text at ASCII characters by its bytes: characters of Swift cost ten times as much to find.
extension Substring {
    /// The text without spaces at its ends.
    var trimmed: Substring {
        var bytes = utf8
        while let first = bytes.first, Substring.isSpace(first) { bytes.removeFirst() }
        while let last = bytes.last, Substring.isSpace(last) { bytes.removeLast() }
        return Substring(bytes)
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

    /// The parts between separators.
    func pieces(_ separator: Unicode.Scalar, omittingEmpty: Bool = true) -> [Substring] {
        utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: omittingEmpty).map { Substring($0) }
    }

    /// The part before the first separator and the trimmed part after it.
    func splitOnce(_ separator: Unicode.Scalar) -> (Substring, Substring) {
        guard let index = utf8.firstIndex(of: UInt8(ascii: separator)) else { return (self, "") }
        return (Substring(utf8[..<index]), Substring(utf8[utf8.index(after: index)...]).trimmed)
    }
}
