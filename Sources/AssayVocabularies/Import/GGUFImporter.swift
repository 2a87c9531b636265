import AssayTokenization

/// Reads the vocabulary in a GGUF file's metadata: `tokenizer.ggml.model` is `gpt2` (byte-level merges) or `llama`
/// (SentencePiece with scores).
///
/// The file does not say how texts are normalised. `qwen2` means NFC, as in Qwen's own tokenizer; programs that run
/// GGUF files may leave it out, so it can be set with an option.
enum GGUFImporter {
    static func read(
        _ bytes: UnsafeRawBufferPointer, name: String, options: ImportOptions
    ) throws(ImportError) -> VocabularySource {
        let metadata = try GGUFMetadata(bytes)
        guard let model = metadata.string("tokenizer.ggml.model") else {
            throw .malformed("this GGUF file has no vocabulary (no tokenizer.ggml.model)")
        }
        let pieces = try readPieces(metadata)
        switch model {
        case "gpt2": return try readByteLevel(metadata, pieces, name: name, options: options)
        case "llama": return try readSentencePiece(metadata, pieces, name: name, options: options)
        default: throw .unsupported("GGUF tokenizer model \"\(model)\"", "only gpt2 and llama can be imported")
        }
    }

    private static func readPieces(_ metadata: GGUFMetadata) throws(ImportError) -> [SentencePiece] {
        guard let texts = try metadata.strings("tokenizer.ggml.tokens") else {
            throw .malformed("this GGUF file has no tokens (no tokenizer.ggml.tokens)")
        }
        let scores = metadata.floats("tokenizer.ggml.scores") ?? []
        let kinds = metadata.integers("tokenizer.ggml.token_type") ?? []
        guard scores.isEmpty || scores.count == texts.count, kinds.isEmpty || kinds.count == texts.count else {
            throw .malformed("tokens, scores and token types are not equally many")
        }
        var pieces: [SentencePiece] = []
        pieces.reserveCapacity(texts.count)
        for (index, text) in texts.enumerated() {
            let number = kinds.isEmpty ? SentencePiece.Kind.normal.rawValue : kinds[index]
            guard let kind = SentencePiece.Kind(rawValue: number) else {
                throw .unsupported("type \(number) of token \(index)")
            }
            let score = scores.isEmpty ? 0 : scores[index]
            pieces.append(SentencePiece(id: TokenID(truncatingIfNeeded: index), text: text, score: score, kind: kind))
        }
        return pieces
    }

    // MARK: llama

    private static func readSentencePiece(
        _ metadata: GGUFMetadata, _ pieces: [SentencePiece], name: String, options: ImportOptions
    ) throws(ImportError) -> VocabularySource {
        guard metadata["tokenizer.ggml.scores"] != nil, metadata["tokenizer.ggml.token_type"] != nil else {
            throw .malformed("this GGUF file has no scores or no token types")
        }
        if metadata.bool("tokenizer.ggml.remove_extra_whitespaces") == true {
            throw .unsupported("GGUF setting remove_extra_whitespaces")
        }
        if options.normalizer ?? .none != .none {
            throw ImportError(.invalidOption, "a SentencePiece vocabulary cannot have a normalizer added")
        }
        let addsPrefixSpace = metadata.bool("tokenizer.ggml.add_space_prefix") ?? true
        return try SentencePieceVocabulary(pieces).source(name: name, addsPrefixSpace: addsPrefixSpace)
    }

    // MARK: gpt2

    /// What the names in `tokenizer.ggml.pre` stand for, as far as they stand for a published pattern. With
    /// `wholePieceFirst` a piece that is a token is not merged.
    private static let preTokenizers: [String: (PreTokenizer, Normalizer, wholePieceFirst: Bool)] = [
        "gpt-2": (.r50k, .none, false), "gpt2": (.r50k, .none, false), "phi-2": (.r50k, .none, false),
        "llama-bpe": (.llama3, .none, true), "llama3": (.llama3, .none, true), "llama-v3": (.llama3, .none, true),
        "dbrx": (.llama3, .none, false), "smaug-bpe": (.llama3, .none, false),
        "qwen2": (.qwen2, .nfc, false), "deepseek-r1-qwen": (.qwen2, .nfc, false),
        "deepseek-v3": (.deepseekV3, .none, false),
        "gpt-4o": (.o200k, .none, false), "llama4": (.o200k, .none, false),
        "tekken": (.tekken, .none, true),
    ]

    private static func readByteLevel(
        _ metadata: GGUFMetadata, _ pieces: [SentencePiece], name: String, options: ImportOptions
    ) throws(ImportError) -> VocabularySource {
        guard let pre = metadata.string("tokenizer.ggml.pre") else {
            throw .unsupported("GGUF file without tokenizer.ggml.pre", "it does not say how texts are cut")
        }
        guard let (preTokenizer, normalizer, wholePieceFirst) = preTokenizers[pre] else {
            throw .unsupported(
                "GGUF pre-tokenizer \"\(pre)\"", "it is none of \(preTokenizers.keys.sorted().joined(separator: ", "))")
        }
        var tokens: [VocabularySource.Token] = []
        var specialTokens: [SpecialToken] = []
        for piece in pieces {
            switch piece.kind {
            case .normal:
                guard let bytes = ByteLevelAlphabet.decode(piece.text) else {
                    throw .unsupported(
                        "token \(VocabularyCheck.quoted(piece.text))", "it is not written in bytes (ByteLevel)")
                }
                tokens.append(VocabularySource.Token(id: piece.id, bytes: bytes))
            case .control, .userDefined, .unknown:
                let text = String(decoding: piece.text, as: UTF8.self)
                specialTokens.append(
                    SpecialToken(text: text, id: piece.id, isAlwaysMatched: piece.kind == .userDefined))
            case .unused:
                // A place kept free for later; no text leads to it.
                continue
            case .byte:
                throw .unsupported("byte token \(VocabularyCheck.quoted(piece.text)) in a gpt2 vocabulary")
            }
        }
        var merges = ByteLevelMerges(tokens)
        let pairs = try merges.pairs(try metadata.strings("tokenizer.ggml.merges") ?? [])
        return VocabularySource(
            name: name, tokens: tokens, merging: .merges(pairs, wholePieceFirst: wholePieceFirst),
            normalizer: options.normalizer ?? normalizer, preTokenizer: preTokenizer, specialTokens: specialTokens)
    }
}
