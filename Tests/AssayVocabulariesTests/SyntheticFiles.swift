import AssayJSON
import AssayTokenization
import Testing

@testable import AssayVocabularies

/// Small vocabulary files of every format, made up for the tests: the 256 bytes and a few merges.
enum SyntheticFiles {
    /// Tokens after the single bytes, in merge order.
    static let merged = ["he", "ll", "hell", "hello", " w", "or", " wor", "ld", " world", "é", "12"]

    static var tokens: [[UInt8]] { (0...255).map { [UInt8($0)] } + merged.map { Array($0.utf8) } }

    // MARK: tiktoken

    static func tiktoken(_ tokens: [[UInt8]] = tokens) -> [UInt8] {
        tokens.enumerated().flatMap { Array("\(base64($1)) \($0)\n".utf8) }
    }

    static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for position in 0..<4 {
                text.append(position <= group.count ? digits[Int(bits >> UInt32(18 - 6 * position)) & 63] : "=")
            }
        }
        return text
    }

    // MARK: tokenizer.json

    /// A token's bytes in GPT-2's alphabet, written the slow way.
    static func byteLevel(_ bytes: [UInt8]) -> String {
        let printable = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
        let others = (0...255).filter { !printable.contains($0) }
        var text = ""
        for byte in bytes {
            let code = others.firstIndex(of: Int(byte)).map { 256 + $0 } ?? Int(byte)
            text.unicodeScalars.append(Unicode.Scalar(UInt32(code))!)
        }
        return text
    }

    /// The pairs that build the merged tokens.
    static let pairs = [
        ("h", "e"), ("l", "l"), ("he", "ll"), ("hell", "o"), (" ", "w"), ("o", "r"), (" w", "or"), ("l", "d"),
        (" wor", "ld"), ("1", "2"),
    ]

    static func huggingFace(
        normalizer: String = "null",
        preTokenizer: String = #"{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true}"#,
        addedTokens: String = "[]", model: String = "", merges: String? = nil, extra: String = ""
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            for (id, token) in tokens.enumerated() { writer.member(byteLevel(token), id) }
        }
        let vocabulary = writer.string
        let listed = pairs.map { "\"\(byteLevel(Array($0.0.utf8))) \(byteLevel(Array($0.1.utf8)))\"" }
        return Array(
            """
            {"version":"1.0",\(extra)"added_tokens":\(addedTokens),"normalizer":\(normalizer),
            "pre_tokenizer":\(preTokenizer),
            "model":{"type":"BPE",\(model)"vocab":\(vocabulary),"merges":\(merges ?? "[\(listed.joined(separator: ","))]")}}
            """.utf8)
    }

    // MARK: tekken.json

    static func tekken(
        pattern: String = PublishedPattern.canonicalRegex(for: .tekken)!, specialTokens: String = "",
        size: Int = 256 + merged.count + 10
    ) -> [UInt8] {
        let vocabulary = tokens.enumerated().map {
            #"{"rank":\#($0),"token_bytes":"\#(base64($1))","token_str":null}"#
        }
        var writer = JSONWriter()
        writer.value(pattern)
        return Array(
            """
            {"config":{"pattern":\(writer.string),"num_vocab_tokens":\(tokens.count),"default_vocab_size":\(size),
            "default_num_special_tokens":10,"version":"v11"},"vocab":[\(vocabulary.joined(separator: ","))]\(specialTokens)}
            """.utf8)
    }

    // MARK: SentencePiece

    struct Piece {
        var text: String
        var score: Float = 0
        /// `ModelProto.SentencePiece.Type`.
        var type: UInt8 = 1
    }

    static let pieces: [Piece] =
        [Piece(text: "<unk>", type: 2), Piece(text: "<s>", type: 3), Piece(text: "[X]", type: 4)]
        + (0...255).map { Piece(text: "<0x" + hexByte($0) + ">", type: 6) }
        + ["\u{2581}h", "el", "\u{2581}hel", "lo", "\u{2581}hello"].enumerated().map {
            Piece(text: $1, score: -Float($0))
        } + ["\u{2581}", "h", "e", "l", "o"].enumerated().map { Piece(text: $1, score: -100 - Float($0)) }

    private static func hexByte(_ value: Int) -> String {
        let digits = Array("0123456789ABCDEF")
        return String([digits[value >> 4], digits[value & 15]])
    }

    static func sentencePiece(
        _ pieces: [Piece] = pieces, trainer: [UInt8] = [0x18, 2, 0x98, 0x02, 1],
        normalizer: [UInt8] = [0x0A, 8] + Array("identity".utf8) + [0x18, 1, 0x20, 0, 0x28, 1]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for piece in pieces {
            let text = Array(piece.text.utf8)
            let score = withUnsafeBytes(of: piece.score.bitPattern.littleEndian) { Array($0) }
            let type: [UInt8] = piece.type == 1 ? [] : [0x18, piece.type]
            let body = [0x0A, UInt8(text.count)] + text + [0x15] + score + type
            bytes += [0x0A, UInt8(body.count)] + body
        }
        bytes += [0x12, UInt8(trainer.count)] + trainer
        return bytes + [0x1A, UInt8(normalizer.count)] + normalizer
    }

    // MARK: GGUF

    enum GGUFValue {
        case string(String)
        case bool(Bool)
        case uint32(UInt32)
        case strings([String])
        case floats([Float])
        case integers([Int32])
    }

    static func gguf(_ metadata: [(String, GGUFValue)], version: UInt32 = 3) -> [UInt8] {
        var bytes = Array("GGUF".utf8) + little(version) + little(UInt64(0)) + little(UInt64(metadata.count))
        for (key, value) in metadata {
            bytes += ggufString(key)
            switch value {
            case .string(let text): bytes += little(UInt32(8)) + ggufString(text)
            case .bool(let value): bytes += little(UInt32(7)) + [value ? 1 : 0]
            case .uint32(let value): bytes += little(UInt32(4)) + little(value)
            case .strings(let texts): bytes += array(8, texts.count) + texts.flatMap(ggufString)
            case .floats(let values): bytes += array(6, values.count) + values.flatMap { little($0.bitPattern) }
            case .integers(let values): bytes += array(5, values.count) + values.flatMap { little($0) }
            }
        }
        return bytes
    }

    static let byteLevelGGUF: [(String, GGUFValue)] = [
        ("general.architecture", .string("llama")), ("general.file_type", .uint32(7)),
        ("tokenizer.ggml.model", .string("gpt2")), ("tokenizer.ggml.pre", .string("llama-bpe")),
        ("tokenizer.ggml.tokens", .strings(tokens.map(byteLevel) + ["<|end|>", "<think>", "[PAD]"])),
        ("tokenizer.ggml.token_type", .integers(Array(repeating: 1, count: tokens.count) + [3, 4, 5])),
        (
            "tokenizer.ggml.merges",
            .strings(pairs.map { byteLevel(Array($0.0.utf8)) + " " + byteLevel(Array($0.1.utf8)) })
        ),
    ]

    static let sentencePieceGGUF: [(String, GGUFValue)] = [
        ("tokenizer.ggml.model", .string("llama")), ("tokenizer.ggml.add_space_prefix", .bool(false)),
        ("tokenizer.ggml.tokens", .strings(pieces.map(\.text))),
        ("tokenizer.ggml.scores", .floats(pieces.map(\.score))),
        ("tokenizer.ggml.token_type", .integers(pieces.map { Int32($0.type) })),
    ]

    private static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func ggufString(_ text: String) -> [UInt8] { little(UInt64(text.utf8.count)) + Array(text.utf8) }

    private static func array(_ type: UInt32, _ count: Int) -> [UInt8] {
        little(UInt32(9)) + little(type) + little(UInt64(count))
    }
}

/// A file as a test's argument, with what it is about: its bytes would drown a report.
struct FileCase: CustomTestStringConvertible, Sendable {
    var about: String
    var file: [UInt8]

    init(_ file: [UInt8], _ about: String) {
        self.file = file
        self.about = about
    }

    var testDescription: String { about }
}
