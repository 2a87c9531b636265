/// An opening tag in a prompt: `<example id="1">`.
struct ExampleTag {
    /// Lower case.
    var name: String
    var range: Range<Int>

    /// The first opening tag in `range`. Complexity: O(n) to the tag.
    static func next(_ bytes: [UInt8], _ range: Range<Int>) -> ExampleTag? {
        var offset = range.lowerBound
        while let open = bytes[offset..<range.upperBound].firstIndex(of: UInt8(ascii: "<")) {
            if let tag = read(bytes, open, range.upperBound) { return tag }
            offset = open + 1
        }
        return nil
    }

    private static func read(_ bytes: [UInt8], _ start: Int, _ end: Int) -> ExampleTag? {
        var offset = start + 1
        while offset < end, offset - start < 40, isNameByte(bytes[offset]) { offset += 1 }
        guard offset > start + 1, offset < end, bytes[offset] == UInt8(ascii: ">") || bytes[offset] == 0x20 else {
            return nil
        }
        let name = String(decoding: bytes[start + 1..<offset], as: UTF8.self).lowercased()
        guard let close = bytes[offset..<end].prefix(200).firstIndex(of: UInt8(ascii: ">")) else { return nil }
        return ExampleTag(name: name, range: start..<close + 1)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "_-".utf8.contains(byte)
        }
    }

    /// The closing tag of `tag`. Complexity: O(n) to the closing tag.
    static func close(_ bytes: [UInt8], _ tag: ExampleTag, _ end: Int) -> Range<Int>? {
        let wanted = Array(("</" + tag.name + ">").utf8)
        var offset = tag.range.upperBound
        while let open = bytes[offset..<end].firstIndex(of: UInt8(ascii: "<")) {
            let stop = open + wanted.count
            if stop <= end,
                bytes[open..<stop].elementsEqual(
                    wanted, by: { $0 == $1 || $0 | 0x20 == $1 && (0x41...0x5A).contains($0) })
            {
                return open..<stop
            }
            offset = open + 1
        }
        return nil
    }

    /// Whether the name is that of one example: `example`, `example_2`, `sample-input` is none.
    var isExample: Bool {
        let words = name.split { $0 == "_" || $0 == "-" }
        guard let first = words.first, !first.hasSuffix("s") || first == "cas", LabelVocabulary.isExample(first) else {
            return false
        }
        return words.dropFirst().allSatisfy { $0.allSatisfy(\.isNumber) || $0.count == 1 }
    }
}
