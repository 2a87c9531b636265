import ArgumentParser
import AssayTokenization

/// `-v` and `-m` of commands that count: several of them are columns.
struct VocabularyOptions: ParsableArguments {
    @Option(
        name: [.customShort("v"), .customLong("vocabulary")],
        help: ArgumentHelp(
            """
            Count with this vocabulary; can be given several times. 'assay vocab list' names them, and o200k, gpt2 and \
            the like stand for the whole names. Without -v and -m it is o200k_base.
            """))
    var vocabularies: [String] = []

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help: ArgumentHelp(
            """
            Count as this model does; can be given several times. A model without a published vocabulary is \
            estimated, with an interval.
            """))
    var models: [String] = []

    var isGiven: Bool { !vocabularies.isEmpty || !models.isEmpty }

    /// One column a vocabulary, then one a model. What is asked for twice is one column.
    func columns(_ library: VocabularyLibrary) throws(Failure) -> [Column] {
        if !isGiven { return [try library.column(vocabulary: defaultVocabulary)] }
        var columns: [Column] = []
        func add(_ column: Column) {
            let isThere = columns.contains { $0.vocabulary == column.vocabulary && $0.model == column.model }
            if !isThere { columns.append(column) }
        }
        for name in vocabularies { add(try library.column(vocabulary: name)) }
        for name in models { add(try library.column(model: name)) }
        return columns
    }
}

/// `-v` or `-m` of commands that work with token ids: one of them, and no estimate.
struct SingleVocabularyOptions: ParsableArguments {
    @Option(
        name: [.customShort("v"), .customLong("vocabulary")],
        help: ArgumentHelp(
            """
            The vocabulary. 'assay vocab list' names them, and o200k, gpt2 and the like stand for the whole names. Without \
            -v and -m it is o200k_base.
            """))
    var vocabulary: String?

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help: "The vocabulary of this model, which must be a published one.")
    var model: String?

    /// The tokenizer that was asked for. An estimate has no ids, so it is refused.
    func tokenizer(_ library: VocabularyLibrary) throws(Failure) -> Tokenizer {
        guard let model else { return try library.tokenizer(vocabulary ?? defaultVocabulary) }
        guard vocabulary == nil else {
            throw Failure("this command works with one vocabulary; give -v or -m, not both")
        }
        let column = try library.column(model: model)
        guard let way = column.tokenization, !way.method.isCounted else { return column.tokenizer }
        throw Failure(
            "the vocabulary of model '\(model)' is not known, so there are no token ids to work with "
                + "(\(way.source)); give a vocabulary with -v")
    }
}

/// The vocabulary of a command that was given none.
private let defaultVocabulary = "o200k_base"

extension SpecialTokenPolicy: NamedChoice {
    /// The help of `--special`, as every command that tokenizes has it.
    static let optionHelp = ArgumentHelp(
        """
        Text that spells a special token, such as <|endoftext|>, is taken as ordinary text, taken as the token, \
        or refused.
        """, valueName: "plain|allow|reject")
}
