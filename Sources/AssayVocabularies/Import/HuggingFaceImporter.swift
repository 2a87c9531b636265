import AssayJSON
import AssayTokenization

/// Reads Hugging Face's `tokenizer.json` where its model is byte-pair encoding over bytes (`ByteLevel`).
///
/// Every part of the file either is honoured exactly, or has no part in the ids of a text, or is refused by name:
/// - normalizer, pre-tokenizer, model and added tokens decide the ids; what is not known of them is refused.
/// - the post-processor only sets tokens around a text (such as a beginning-of-sequence token), and the decoder only
///   matters for decoding; those known to do no more are accepted, and the ids are those of the text alone
///   (`add_special_tokens=False`).
/// - truncation and padding change the ids of a text, so they have to be off.
enum HuggingFaceImporter {
    static func read(_ bytes: UnsafeRawBufferPointer, name: String) throws(ImportError) -> VocabularySource {
        let document: JSONDocument
        do {
            document = try JSONDocument(copying: bytes)
        } catch {
            throw .malformed("not valid JSON at \(error)")
        }
        let root = document.root
        guard root["model"]?.kind == .object else {
            throw ImportError(.unknownFormat, "JSON, but neither a tokenizer.json (no \"model\") nor a tekken.json")
        }
        try refuseUnknownParts(root)
        let model = try HuggingFaceModel(root["model"])
        let normalizer = try HuggingFaceNormalizer.read(root["normalizer"])
        let preTokenizer = try HuggingFacePreTokenizer.read(root["pre_tokenizer"])
        try refuseUnknownFraming(root)
        let added = try HuggingFaceAddedTokens.read(root["added_tokens"], normalizer: normalizer)
        return try model.source(name: name, normalizer: normalizer, preTokenizer: preTokenizer, added: added)
    }

    /// The parts a `tokenizer.json` has.
    private static let parts = [
        "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder",
        "model",
    ]

    private static func refuseUnknownParts(_ root: JSONValue) throws(ImportError) {
        for (key, _) in root.members {
            let key = key.string ?? ""
            guard parts.contains(key) else { throw .unsupported("part \"\(key)\"", "unknown in a tokenizer.json") }
        }
        if let version = root["version"]?.string, version != "1.0" {
            throw .unsupported("version \"\(version)\" of tokenizer.json", "only 1.0 is known")
        }
        for part in ["truncation", "padding"] {
            guard root[part]?.isNull ?? true else {
                throw .unsupported(part, "it changes the tokens of a text; set it to null in the file")
            }
        }
    }

    /// For files converted from SentencePiece: they list merges in an order instead of scores, and where scores are
    /// equal the order says something else than the model does.
    static let sentencePieceHint =
        "the file was converted from SentencePiece, which merges by score; import the model's own tokenizer.model"

    /// Post-processors that only frame a text, and decoders that turn `ByteLevel` tokens back.
    private static func refuseUnknownFraming(_ root: JSONValue) throws(ImportError) {
        let framing = ["ByteLevel", "TemplateProcessing", "BertProcessing", "RobertaProcessing"]
        for step in try steps(of: root["post_processor"], list: "processors", part: "post-processor") {
            guard framing.contains(step.type) else { throw .unsupported("post-processor \(step.type)") }
        }
        for step in try steps(of: root["decoder"], list: "decoders", part: "decoder") {
            guard step.type == "ByteLevel" || step.type == "Fuse" else { throw .unsupported("decoder \(step.type)") }
        }
    }

    /// One step of a part that can be a single step or a sequence.
    struct Step {
        var type: String
        var value: JSONValue
    }

    /// The steps of a part, sequences opened up; empty for null.
    static func steps(of value: JSONValue?, list: String, part: String) throws(ImportError) -> [Step] {
        var steps: [Step] = []
        var pending = [value].compactMap { $0 }.filter { !$0.isNull }
        while let value = pending.popLast() {
            guard let type = value["type"]?.string else { throw .malformed("the \(part) has no type") }
            if type == "Sequence" {
                guard let inner = value[list], inner.kind == .array else {
                    throw .malformed("the \(part) Sequence has no \"\(list)\"")
                }
                pending += inner.elements.reversed()
            } else {
                steps.append(Step(type: type, value: value))
            }
        }
        return steps
    }

    /// Whether a setting is absent or null or as given.
    static func isUnset(_ value: JSONValue?, or expected: Bool) -> Bool {
        guard let value, !value.isNull else { return true }
        return value.bool == expected
    }
}
