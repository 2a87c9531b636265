import AssayJSON
import AssayTokenization

/// The normalizer of a `tokenizer.json`: none, NFC, NFKC, or a sequence that comes to one of them.
enum HuggingFaceNormalizer {
    static func read(_ value: JSONValue?) throws(ImportError) -> Normalizer {
        var result = Normalizer.none
        for step in try HuggingFaceImporter.steps(of: value, list: "normalizers", part: "normalizer") {
            switch step.type {
            // NFC twice is NFC; NFC and NFKC, in either order, is NFKC.
            case "NFC": result = result == .none ? .nfc : result
            case "NFKC": result = .nfkc
            case "Prepend": throw .unsupported("normalizer Prepend", HuggingFaceImporter.sentencePieceHint)
            default: throw .unsupported("normalizer \(step.type)")
            }
        }
        return result
    }
}
