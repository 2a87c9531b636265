/// The kinds of vocabulary file that can be imported, told apart by their content.
public enum VocabularyFormat: String, Sendable, CaseIterable {
    /// tiktoken: lines of a base64 token and its rank.
    case tiktoken
    /// Hugging Face `tokenizer.json`.
    case huggingFace = "tokenizer.json"
    /// Mistral's `tekken.json`.
    case tekken = "tekken.json"
    /// A SentencePiece model (protocol buffers).
    case sentencePiece = "sentencepiece"
    /// The vocabulary in the metadata of a GGUF model file.
    case gguf

    /// The format of a file, from its first bytes; nil when it is none of these.
    ///
    /// - Complexity: O(1), except that JSON is searched for the keys that tell its two kinds apart.
    public init?(detecting bytes: UnsafeRawBufferPointer) {
        if bytes.starts(with: "GGUF".utf8) || bytes.starts(with: "FUGG".utf8) {
            self = .gguf
        } else if Self.startsWithBrace(bytes) {
            self = Self.holdsTekkenConfiguration(bytes) ? .tekken : .huggingFace
        } else if Self.startsWithRank(bytes) {
            self = .tiktoken
        } else if bytes.count > 2, bytes[0] == 0x0A, bytes[2] == 0x0A || bytes[2] == 0x15 || bytes[2] == 0x18 {
            // ModelProto's first field is `pieces` (tag 0x0A, a length); a piece starts with its text, score or type.
            self = .sentencePiece
        } else {
            return nil
        }
    }

    /// A brace, after a byte order mark and white space if there are any.
    private static func startsWithBrace(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        return text.first { !isSpace($0) } == UInt8(ascii: "{")
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// `tekken.json` names its tokens' bytes; `tokenizer.json` has no such key.
    private static func holdsTekkenConfiguration(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let key = Array("\"token_bytes\"".utf8)
        var index = 0
        while index + key.count <= bytes.count {
            if bytes[index] == key[0], bytes[index..<index + key.count].elementsEqual(key) { return true }
            index += 1
        }
        return false
    }

    /// A base64 word, a space, a number, the end of the line.
    private static func startsWithRank(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let line = bytes.prefix(4096).prefix { $0 != 0x0A }
        let words = line.split(whereSeparator: isSpace)
        return words.count == 2 && Base64.decode(words[0]) != nil && words[1].allSatisfy { $0 &- 0x30 < 10 }
    }
}
