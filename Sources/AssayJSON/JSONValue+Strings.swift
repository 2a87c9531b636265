extension JSONValue {
    /// A string without its quotes and with its escapes resolved; nil for any other value.
    public var string: String? {
        guard kind == .string else { return nil }
        if !node.hasEscapes { return String(decoding: storage.bytes[contentRange], as: UTF8.self) }
        return utf8.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The UTF-8 of a string, escapes resolved; nil for any other value.
    public var utf8: [UInt8]? {
        guard kind == .string else { return nil }
        if !node.hasEscapes { return [UInt8](storage.bytes[contentRange]) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(contentRange.count)
        forEachStringPart { part in
            switch part {
            case .verbatim(let range): decoded.append(contentsOf: storage.bytes[range])
            case .escape(let scalar, _): decoded.append(contentsOf: UTF8.encode(scalar)!)
            }
        }
        return decoded
    }

    /// Whether the value is a string equal to `text`, byte for byte.
    public func isString(_ text: String) -> Bool {
        guard kind == .string else { return false }
        if !node.hasEscapes {
            return text.utf8.count == contentRange.count && text.utf8.elementsEqual(storage.bytes[contentRange])
        }
        return utf8.map { text.utf8.elementsEqual($0) } ?? false
    }

    /// Where the bytes of a decoded string come from, to point at a place inside it; nil for any other value.
    public var stringMap: JSONStringMap? {
        guard kind == .string else { return nil }
        var map = JSONStringMap(decodedCount: 0, sourceEnd: contentRange.upperBound)
        forEachStringPart { map.append($0) }
        return map
    }

    /// Whether a string holds a backslash escape, that is whether its bytes in the text differ from its value.
    public var hasEscapes: Bool { node.hasEscapes }

    /// Where a string's content stands in the text, without the quotes; empty for any other value.
    public var contentRange: Range<Int> {
        let range = byteRange
        guard kind == .string else { return range.lowerBound..<range.lowerBound }
        return range.lowerBound + 1..<range.upperBound - 1
    }

    enum StringPart {
        case verbatim(Range<Int>)
        case escape(Unicode.Scalar, source: Range<Int>)
    }

    /// The runs without escapes and the escapes of a string, in order. The parser has checked them.
    private func forEachStringPart(_ body: (StringPart) -> Void) {
        let content = contentRange
        storage.bytes.withUnsafeBufferPointer { bytes in
            var runStart = content.lowerBound
            var offset = runStart
            while offset < content.upperBound {
                guard bytes[offset] == UInt8(ascii: "\\") else {
                    offset += 1
                    continue
                }
                if runStart < offset { body(.verbatim(runStart..<offset)) }
                let escape = Self.escape(at: offset, in: bytes, end: content.upperBound)
                body(.escape(escape.scalar, source: offset..<offset + escape.length))
                offset += escape.length
                runStart = offset
            }
            if runStart < offset { body(.verbatim(runStart..<offset)) }
        }
    }

    private static func escape(
        at offset: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
    ) -> (scalar: Unicode.Scalar, length: Int) {
        if let unit = JSONEscape.unit(at: offset, in: bytes, end: end) {
            let escape = JSONEscape.scalar(startingWith: unit, at: offset, in: bytes, end: end)
            return (escape.scalar, escape.length)
        }
        switch bytes[offset + 1] {
        case UInt8(ascii: "b"): return ("\u{08}", 2)
        case UInt8(ascii: "f"): return ("\u{0C}", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case let byte: return (Unicode.Scalar(byte), 2)
        }
    }
}
