/// Looking for one text in another, byte by byte.
///
/// The standard library has calls for this too, in a module of its own that adds 1.2 MB to a static program. They
/// compare characters: a letter is not found where an accent follows it. These compare the bytes of UTF-8, which finds
/// what is written there.
extension StringProtocol {
    /// Whether a text is part of this one. The empty text is part of any.
    ///
    /// - Complexity: O(*n* x *m*) in the lengths of both.
    package func contains(text: String) -> Bool { firstRange(ofText: text) != nil }

    /// Where a text first is in this one.
    ///
    /// - Complexity: O(*n* x *m*) in the lengths of both.
    package func firstRange(ofText text: String) -> Range<Index>? {
        var text = text
        return text.withUTF8 { part in
            let found =
                utf8.withContiguousStorageIfAvailable { firstOffset(of: part, in: $0) }
                ?? Array(utf8).withUnsafeBufferPointer { firstOffset(of: part, in: $0) }
            return found.map { offset in
                let start = utf8.index(utf8.startIndex, offsetBy: offset)
                return start..<utf8.index(start, offsetBy: part.count)
            }
        }
    }

    /// This text with another in the place of each occurrence of a text that is not empty, found from the start.
    ///
    /// - Complexity: O(*n* x *m*) in the lengths of this text and the one looked for.
    package func replacing(text: String, with other: String) -> String {
        guard !text.isEmpty else { return String(self) }
        var result = ""
        var rest = Substring(self)
        while let range = rest.firstRange(ofText: text) {
            result += rest[..<range.lowerBound]
            result += other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}

private func firstOffset(of part: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = part.first else { return 0 }
    guard part.count <= text.count else { return nil }
    for offset in 0...(text.count - part.count) where text[offset] == first {
        if part.indices.allSatisfy({ text[offset + $0] == part[$0] }) { return offset }
    }
    return nil
}
