/// The names of documents (RFC 3986, RFC 8089).
enum DocumentURI {
    /// The path that a `file:` URI names; nil for other schemes and for what is no URI.
    static func path(_ uri: String) -> String? {
        guard uri.lowercased().hasPrefix("file://") else { return nil }
        let rest = uri.utf8.dropFirst(7)
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        // Another machine's files are not here.
        let host = String(decoding: rest[..<slash], as: UTF8.self).lowercased()
        guard host.isEmpty || host == "localhost" else { return nil }
        var bytes: [UInt8] = []
        var position = slash
        while position < rest.endIndex, rest[position] != UInt8(ascii: "?"), rest[position] != UInt8(ascii: "#") {
            var byte = rest[position]
            position = rest.index(after: position)
            if byte == UInt8(ascii: "%") {
                let digits = rest[position...].prefix(2)
                guard digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else {
                    return nil
                }
                byte = value
                position = rest.index(position, offsetBy: 2)
            }
            guard byte != 0 else { return nil }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// A name whose ending decides the format of a document that is no file, by the language that the client gives.
    static func name(ofLanguage language: String) -> String {
        let endings = [
            "markdown": "md", "python": "py", "javascript": "js", "javascriptreact": "jsx", "typescript": "ts",
            "typescriptreact": "tsx", "swift": "swift", "jinja": "jinja2", "jinja-html": "jinja2", "handlebars": "hbs",
            "mustache": "mustache", "json": "json", "jsonl": "jsonl", "yaml": "yaml", "baml": "baml",
            "prompty": "prompty",
        ]
        return "untitled." + (endings[language] ?? "txt")
    }
}
