/// A name a vocabulary can go by: it is part of a file's path, so it holds nothing that could lead elsewhere.
public struct VocabularyName: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// Checks a name: 1 to 64 ASCII letters, digits, `-`, `_` and `.`, and no `.` at its start.
    public init(_ text: String?) throws(ImportError) {
        guard let text else {
            throw ImportError(.missingOption, "the file's name says nothing; give the vocabulary a name (--name)")
        }
        let isAllowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isAllowed, (1...64).contains(text.utf8.count), !text.hasPrefix(".") else {
            throw ImportError(
                .invalidOption,
                "'\(text)' cannot name a vocabulary; use up to 64 letters, digits, -, _ and ., not starting with a .")
        }
        self.text = text
    }

    public var description: String { text }

    /// A name made from a file's name: what stands before its extension, unless every file of its kind is called
    /// that.
    static func fromFileName(_ fileName: String) -> String? {
        let last = fileName.split(separator: "/").last.map(String.init) ?? fileName
        var stem = last[...]
        // Mistral writes the version of its format behind: `tokenizer.model.v3`.
        if let version = stem.lastIndex(of: "."), stem[version...].hasPrefix(".v"),
            stem[..<version].hasSuffix(".model")
        {
            stem = stem[..<version]
        }
        for suffix in [".tiktoken", ".json", ".model", ".gguf"] where stem.hasSuffix(suffix) {
            stem = stem.dropLast(suffix.count)
        }
        return ["", "tokenizer", "tekken", "model", "-"].contains(stem) ? nil : String(stem)
    }
}
