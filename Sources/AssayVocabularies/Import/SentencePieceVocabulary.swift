import AssayTokenization

/// One piece of a SentencePiece vocabulary; in GGUF files too.
struct SentencePiece {
    /// `ModelProto.SentencePiece.Type`; GGUF numbers its token types alike.
    enum Kind: UInt64 {
        case normal = 1
        case unknown, control, userDefined, unused, byte
    }

    var id: TokenID
    var text: [UInt8] = []
    var score: Float = 0
    var kind = Kind.normal

    init(id: TokenID, text: [UInt8], score: Float, kind: Kind) {
        self.id = id
        self.text = text
        self.score = score
        self.kind = kind
    }

    /// Reads a piece of a model file.
    init(_ bytes: UnsafeRawBufferPointer, id: Int) throws(ImportError) {
        self.id = TokenID(truncatingIfNeeded: id)
        var reader = ProtobufReader(bytes, message: "piece \(id)")
        while let field = try reader.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let text)): self.text = Array(text)
            case (2, .fixed32(let bits)): score = Float(bitPattern: bits)
            case (3, .varint(let number)):
                guard let kind = Kind(rawValue: number) else { throw .unsupported("type \(number) of piece \(id)") }
                self.kind = kind
            default: continue
            }
        }
    }

    /// The byte that a piece such as `<0x0A>` stands for.
    var byteValue: UInt8? {
        guard text.count == 6, text.starts(with: "<0x".utf8), text[5] == UInt8(ascii: ">") else { return nil }
        return UInt8(String(decoding: text[3..<5], as: UTF8.self), radix: 16)
    }
}

/// The pieces of a SentencePiece vocabulary by kind.
struct SentencePieceVocabulary {
    private var tokens: [VocabularySource.Token] = []
    private var scores: [Float] = []
    private var specialTokens: [SpecialToken] = []
    private var unknown: TokenID?

    init(_ pieces: [SentencePiece]) throws(ImportError) {
        guard pieces.count < 1 << 24 else { throw .malformed("it has \(pieces.count) pieces") }
        for piece in pieces { try add(piece) }
    }

    private mutating func add(_ piece: SentencePiece) throws(ImportError) {
        let text = String(decoding: piece.text, as: UTF8.self)
        guard text.utf8.elementsEqual(piece.text) else {
            throw .malformed("the text of piece \(piece.id) is not UTF-8")
        }
        switch piece.kind {
        case .normal:
            guard !piece.score.isNaN else { throw .malformed("piece \(piece.id) has no score") }
            tokens.append(VocabularySource.Token(id: piece.id, bytes: piece.text))
            scores.append(piece.score)
        case .byte:
            guard let byte = piece.byteValue else { throw .malformed("the byte piece \"\(text)\" is not like <0x0A>") }
            tokens.append(VocabularySource.Token(id: piece.id, bytes: [byte], isByteFallback: true))
            scores.append(0)
        case .unknown:
            guard unknown == nil else { throw .malformed("it has two unknown pieces") }
            unknown = piece.id
            specialTokens.append(SpecialToken(text: text, id: piece.id))
        case .control:
            specialTokens.append(SpecialToken(text: text, id: piece.id))
        case .userDefined:
            // Such a piece stands for a text with spaces; special tokens are looked for in the text as it is.
            guard !text.unicodeScalars.contains("\u{2581}") else {
                throw .unsupported("user-defined piece \"\(text)\"", "it has a space in it")
            }
            specialTokens.append(SpecialToken(text: text, id: piece.id, isAlwaysMatched: true))
        case .unused:
            throw .unsupported("unused piece \"\(text)\"", "its merges would have to be undone")
        }
    }

    func source(name: String, addsPrefixSpace: Bool) throws(ImportError) -> VocabularySource {
        let bytes = Set(tokens.filter(\.isByteFallback).map { $0.bytes[0] })
        guard bytes.count == 256 else {
            throw .unsupported("SentencePiece vocabulary", "\(256 - bytes.count) of the 256 byte pieces are missing")
        }
        guard let unknown else { throw .malformed("it has no unknown piece") }
        return VocabularySource(
            name: name, tokens: tokens,
            merging: .sentencePiece(scores: scores, addsPrefixSpace: addsPrefixSpace, unknown: unknown),
            normalizer: .none, preTokenizer: .sentencePiece, specialTokens: specialTokens)
    }
}
