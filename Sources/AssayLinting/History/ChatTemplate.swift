import AssayPrompts

/// Templates that belong to a model and not to an application: they write any list of messages in the model's own
/// form, and leaving one out would be an error. What bounds the list is whoever calls the model.
enum ChatTemplate {
    /// Whether a template uses the names that only the renderer of a model's own template provides, or writes the
    /// special tokens that part turns.
    ///
    /// Complexity: O(n) in the document.
    static func isModels(_ document: PromptDocument) -> Bool {
        guard document.format == .jinja else { return false }
        return names.contains { document.source.contains($0) }
    }

    private static let names: [StaticString] = [
        "add_generation_prompt", "raise_exception(", "bos_token", "eos_token", "<|im_start|>", "<|im_end|>",
        "<|start_header_id|>", "<start_of_turn>", "[/INST]", "<|eot_id|>",
    ]
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
