import AssayJSON
import AssayTokenization

/// The pre-tokenizer of a `tokenizer.json`: `ByteLevel` with its own pattern, or splits by published patterns and
/// then `ByteLevel` without one.
enum HuggingFacePreTokenizer {
    static func read(_ value: JSONValue?) throws(ImportError) -> PreTokenizer {
        var steps = try HuggingFaceImporter.steps(of: value, list: "pretokenizers", part: "pre-tokenizer")
        if let other = steps.first(where: { $0.type != "Split" && $0.type != "ByteLevel" }) {
            guard other.type == "Metaspace" else { throw .unsupported("pre-tokenizer \(other.type)") }
            throw .unsupported("pre-tokenizer Metaspace", HuggingFaceImporter.sentencePieceHint)
        }
        guard let last = steps.popLast(), last.type == "ByteLevel" else {
            throw .unsupported("pre-tokenizer", "without ByteLevel as its last step, tokens are not built from bytes")
        }
        if steps.contains(where: { $0.type == "ByteLevel" }) {
            throw .unsupported("pre-tokenizer ByteLevel before another step")
        }
        // Its default is true.
        guard last.value["add_prefix_space"]?.bool == false else {
            throw .unsupported("pre-tokenizer ByteLevel with add_prefix_space")
        }
        let usesOwnPattern = HuggingFaceImporter.isUnset(last.value["use_regex"], or: true)
        var patterns: [String] = []
        for step in steps { patterns.append(try readSplit(step.value)) }
        switch (patterns.count, usesOwnPattern) {
        case (0, true): return .r50k
        case (0, false): return .none
        case (_, true): throw .unsupported("pre-tokenizer", "Split and then ByteLevel with use_regex cuts twice")
        case (_, false): return try preTokenizer(for: patterns)
        }
    }

    private static func preTokenizer(for patterns: [String]) throws(ImportError) -> PreTokenizer {
        if patterns == PublishedPattern.deepSeekV3Stages { return .deepseekV3 }
        guard patterns.count == 1 else {
            throw .unsupported("pre-tokenizer of \(patterns.count) splits", "only DeepSeek V3's sequence is known")
        }
        guard let match = PublishedPattern.preTokenizer(forRegex: patterns[0], dialect: .oniguruma) else {
            throw .unsupported("Split pattern \(patterns[0])", "it is none of the published patterns")
        }
        return match
    }

    /// The regex of a split that makes each match a piece of its own. `Removed` with `invert` drops what the pattern
    /// does not match, which for a published pattern is nothing.
    private static func readSplit(_ split: JSONValue) throws(ImportError) -> String {
        guard let pattern = split["pattern"], let behavior = split["behavior"]?.string else {
            throw .malformed("the pre-tokenizer Split has no pattern or no behavior")
        }
        guard let regex = pattern["Regex"]?.string else {
            throw .unsupported("pre-tokenizer Split by a fixed string")
        }
        let inverts = split["invert"]?.bool ?? false
        guard behavior == "Isolated" || (behavior == "Removed" && inverts) else {
            throw .unsupported("pre-tokenizer Split with behavior \(behavior)" + (inverts ? " and invert" : ""))
        }
        return regex
    }
}
