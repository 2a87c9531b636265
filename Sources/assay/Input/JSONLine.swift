import AssayJSON

/// The text in one line of a JSONL file.
enum JSONLine {
    /// The text, as UTF-8; `nil` for a blank line.
    static func text(_ line: UnsafeBufferPointer<UInt8>) throws(TextError) -> [UInt8]? {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return nil }
        let value: JSONValue
        do {
            value = try JSONDocument(copying: UnsafeRawBufferPointer(line)).root
        } catch {
            throw TextError("\(error.reason) (column \(error.position.column))")
        }
        guard let text = value.utf8 ?? value["text"]?.utf8 else {
            throw TextError("expected a JSON string or an object whose \"text\" is a string")
        }
        return text
    }
}
