import AssayPrompts

/// Templates that belong to a model and not to an application: they write any list of messages in the model's own
/// form, and leaving one out would be an error. What bounds the list is whoever calls the model.
enum ChatTemplate {
    /// Whether a template uses the names that only the renderer of a model's own template provides, or writes the
    /// special tokens that part turns and hardly anything else. A prompt that an application writes in a model's form
    /// has instructions of its own.
    ///
    /// Complexity: O(n) in the document.
    static func isModels(_ document: PromptDocument) -> Bool {
        guard document.format == .jinja else { return false }
        if names.contains(where: { document.source.contains($0) }) { return true }
        return marks.contains { document.source.contains($0) } && !hasInstructions(document)
    }

    private static let names: [StaticString] = [
        "add_generation_prompt", "raise_exception(", "bos_token", "eos_token",
    ]
    private static let marks: [StaticString] = [
        "<|im_start|>", "<|im_end|>", "<|start_header_id|>", "<start_of_turn>", "[/INST]", "<|eot_id|>",
    ]

    /// Whether the text outside tags and special tokens has a sentence or more.
    private static func hasInstructions(_ document: PromptDocument) -> Bool {
        var words = 0
        for unit in document.units {
            for segment in unit.segments where segment.kind == .text && segment.isSent {
                let text = String(decoding: segment.text(in: document.source).bytes.prefix(4_000), as: UTF8.self)
                // Words of letters alone: tokens such as `<|im_start|>user` are none.
                words += text.split { $0 == " " || $0 == "\n" }.count { $0.allSatisfy { $0.isLetter || $0.isPunctuation } }
                if words >= 8 { return true }
            }
        }
        return false
    }
}

extension [UInt8] {
    /// Whether the bytes hold a word of ASCII characters.
    fileprivate func contains(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            withUnsafeBufferPointer { bytes in
                guard let first = word.first, bytes.count >= word.count else { return false }
                for start in 0...(bytes.count - word.count) where bytes[start] == first {
                    if bytes[start..<start + word.count].elementsEqual(word) { return true }
                }
                return false
            }
        }
    }
}
