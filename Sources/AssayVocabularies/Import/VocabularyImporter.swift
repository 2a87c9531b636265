import AssayTokenization

/// Reads a published vocabulary file of any supported format.
///
/// ```swift
/// let options = ImportOptions(name: "llama3")
/// let source = try VocabularyImporter.import(bytes: bytes, fileName: "tokenizer.model", options: options)
/// let pack = try PackBuilder.pack(source)
/// ```
public enum VocabularyImporter {
    /// Reads a vocabulary file; the format is told by the content.
    ///
    /// - Parameters:
    ///   - bytes: the file. Of a GGUF file only the metadata at its start is read, so a file mapped into memory costs
    ///     no more than its vocabulary.
    ///   - fileName: the file's name, for messages and, without a name in `options`, for the vocabulary's name.
    /// - Throws: ``ImportError`` where the file is not understood or asks for something that cannot be done exactly.
    public static func `import`(
        bytes: UnsafeRawBufferPointer, fileName: String, options: ImportOptions = ImportOptions()
    ) throws(ImportError) -> VocabularySource {
        guard let format = VocabularyFormat(detecting: bytes) else {
            let formats = VocabularyFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ImportError(.unknownFormat, "\(fileName) is no vocabulary file that can be imported (\(formats))")
        }
        do {
            return try read(bytes, as: format, fileName: fileName, options: options)
        } catch {
            throw ImportError(error.code, "\(fileName): \(error.message)")
        }
    }

    /// Reads a vocabulary file; see ``import(bytes:fileName:options:)-(UnsafeRawBufferPointer,_,_)``.
    public static func `import`(
        bytes: [UInt8], fileName: String, options: ImportOptions = ImportOptions()
    ) throws(ImportError) -> VocabularySource {
        try bytes.withUnsafeBufferPointer { (buffer) throws(ImportError) in
            try `import`(bytes: UnsafeRawBufferPointer(buffer), fileName: fileName, options: options)
        }
    }

    private static func read(
        _ bytes: UnsafeRawBufferPointer, as format: VocabularyFormat, fileName: String, options: ImportOptions
    ) throws(ImportError) -> VocabularySource {
        let name = try VocabularyName(options.name ?? VocabularyName.fromFileName(fileName)).text
        if format != .tiktoken {
            let given = [
                options.pattern.map { _ in "a pattern" }, options.specialTokens.map { _ in "special tokens" },
                format == .gguf ? nil : options.normalizer.map { _ in "a normalizer" },
            ]
            if let option = given.compactMap({ $0 }).first {
                throw ImportError(
                    .invalidOption, "a \(format.rawValue) file says itself what \(option) would; leave it out")
            }
        }
        let source =
            switch format {
            case .tiktoken: try TiktokenImporter.read(bytes, name: name, options: options)
            case .huggingFace: try HuggingFaceImporter.read(bytes, name: name)
            case .tekken: try TekkenImporter.read(bytes, name: name)
            case .sentencePiece: try SentencePieceImporter.read(bytes, name: name)
            case .gguf: try GGUFImporter.read(bytes, name: name, options: options)
            }
        try VocabularyCheck.check(source)
        return source
    }
}
