import AssayJSON

/// Any bytes as JSON: read or refused; what is read can be read on demand to the last value.
enum JSONTarget {
    static func run(_ bytes: [UInt8]) -> Int32 {
        for options in [JSONDocument.Options(), JSONDocument.Options(loneSurrogates: .replace, maximumDepth: 3)] {
            do {
                let document = try JSONDocument(bytes, options: options)
                require(visit(document.root) <= bytes.count, "more values than bytes")
            } catch {
                require((0...bytes.count).contains(error.offset), "an error outside the text: \(error)")
            }
        }
        return 0
    }

    /// Reads all of a value and what is in it; returns the number of values.
    private static func visit(_ value: JSONValue) -> Int {
        _ = (value.string, value.int, value.uint64, value.double, value.bool, value.rawBytes.count, value.numberText)
        if let text = value.string {
            var writer = JSONWriter()
            writer.value(text)
            let again = mustNotThrow("read back") { try JSONDocument(writer.takeBytes()) }
            require(again.root.string == text, "a string does not come back")
        }
        if let map = value.stringMap {
            for offset in -1...map.decodedCount {
                require(
                    value.byteRange.contains(map.sourceOffset(ofDecoded: offset)), "an offset outside its string")
            }
        }
        var count = 1
        for element in value.elements { count += visit(element) }
        for (key, value) in value.members { count += visit(key) + visit(value) }
        return count
    }
}
