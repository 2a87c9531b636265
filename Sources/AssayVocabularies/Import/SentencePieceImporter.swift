import AssayTokenization

/// Reads a SentencePiece model file (`sentencepiece_model.proto`) that holds byte-pair encoding with byte fallback.
///
/// Its scores order the merges; spaces become U+2581. Control and unknown pieces are special tokens; user-defined
/// pieces are taken out of any text. What would change ids in another way is refused by name.
enum SentencePieceImporter {
    static func read(_ bytes: UnsafeRawBufferPointer, name: String) throws(ImportError) -> VocabularySource {
        var pieces: [SentencePiece] = []
        var trainer = TrainerSpec()
        var normalizer = NormalizerSpec()
        var reader = ProtobufReader(bytes, message: "model")
        while let field = try reader.next() {
            switch (field.number, field.value) {
            case (1, .bytes(let bytes)): pieces.append(try SentencePiece(bytes, id: pieces.count))
            case (2, .bytes(let bytes)): trainer = try TrainerSpec(bytes)
            case (3, .bytes(let bytes)): normalizer = try NormalizerSpec(bytes)
            // The denormalizer (5) and the self-test data (4) have no part in encoding.
            default: continue
            }
        }
        try trainer.check()
        try normalizer.check()
        return try SentencePieceVocabulary(pieces).source(name: name, addsPrefixSpace: normalizer.addsDummyPrefix)
    }

    /// The parts of `TrainerSpec` that encoding depends on.
    private struct TrainerSpec {
        /// `model_type`: 1 unigram, 2 BPE, 3 word, 4 char.
        var modelType: UInt64 = 1
        var treatsWhitespaceAsSuffix = false
        var hasByteFallback = false

        init() {}

        init(_ bytes: UnsafeRawBufferPointer) throws(ImportError) {
            var reader = ProtobufReader(bytes, message: "trainer_spec")
            while let field = try reader.next() {
                guard case .varint(let value) = field.value else { continue }
                switch field.number {
                case 3: modelType = value
                case 24: treatsWhitespaceAsSuffix = value != 0
                case 35: hasByteFallback = value != 0
                default: continue
                }
            }
        }

        func check() throws(ImportError) {
            let types: [UInt64: String] = [1: "unigram", 3: "word", 4: "char"]
            guard modelType == 2 else {
                throw .unsupported(
                    "SentencePiece model type \(types[modelType] ?? "\(modelType)")", "only BPE can be imported")
            }
            if treatsWhitespaceAsSuffix { throw .unsupported("SentencePiece setting treat_whitespace_as_suffix") }
            guard hasByteFallback else {
                throw .unsupported(
                    "SentencePiece model without byte_fallback", "characters without a token would all become unknown")
            }
        }
    }

    /// `NormalizerSpec`.
    private struct NormalizerSpec {
        var name = ""
        var hasCharacterMap = false
        var addsDummyPrefix = true
        var removesExtraWhitespace = true
        var escapesWhitespace = true

        init() {}

        init(_ bytes: UnsafeRawBufferPointer) throws(ImportError) {
            var reader = ProtobufReader(bytes, message: "normalizer_spec")
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .bytes(let bytes)): name = String(decoding: bytes, as: UTF8.self)
                case (2, .bytes(let bytes)): hasCharacterMap = !bytes.isEmpty
                case (3, .varint(let value)): addsDummyPrefix = value != 0
                case (4, .varint(let value)): removesExtraWhitespace = value != 0
                case (5, .varint(let value)): escapesWhitespace = value != 0
                default: continue
                }
            }
        }

        func check() throws(ImportError) {
            if hasCharacterMap {
                throw .unsupported("SentencePiece normalization rule \"\(name)\"", "only identity can be imported")
            }
            if removesExtraWhitespace { throw .unsupported("SentencePiece setting remove_extra_whitespaces") }
            if !escapesWhitespace { throw .unsupported("SentencePiece setting escape_whitespaces = false") }
        }
    }
}
