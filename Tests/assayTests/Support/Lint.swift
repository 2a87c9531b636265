extension Tool {
    /// Runs `assay lint`.
    static func lint(_ arguments: [String], _ folder: TemporaryFolder, input: String = "") throws -> Result {
        try run(["lint"] + arguments, input: Array(input.utf8), in: folder)
    }

    /// A prompt with one finding that is a warning: its last paragraph, in line 5, repeats the first.
    static let repeatingPrompt = """
        Answer from the documents alone, and name the document that each single statement comes from.

        {{documents}}

        Answer from the documents alone, and name the document that each single statement comes from.

        """
}
