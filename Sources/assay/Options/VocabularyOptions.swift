import ArgumentParser
import AssayEstimation
import AssayTokenization

/// `-v` and `-m`, as every command that counts has them.
struct VocabularyOptions: ParsableArguments {
    @Option(
        name: [.customShort("v"), .customLong("vocabulary")],
        help: ArgumentHelp(
            "Count with this vocabulary; can be given several times ('assay vocab list' names them). Default: o200k_base.",
            valueName: "vocabulary"))
    var vocabularies: [String] = []

    @Option(
        name: [.customShort("m"), .customLong("model")],
        help: ArgumentHelp(
            "Count as this model does; can be given several times. A model without a published vocabulary is estimated, with an interval.",
            valueName: "model"))
    var models: [String] = []

    /// One column a vocabulary, then one a model.
    func columns(_ library: VocabularyLibrary) throws(Failure) -> [Column] {
        if vocabularies.isEmpty, models.isEmpty { return [try library.column(vocabulary: "o200k_base")] }
        var columns: [Column] = []
        for name in vocabularies { columns.append(try library.column(vocabulary: name)) }
        for name in models { columns.append(try library.column(model: name)) }
        return columns
    }

    /// The one vocabulary whose ids are asked for. An estimate has no ids, so it is refused.
    func single(_ library: VocabularyLibrary) throws(Failure) -> Tokenizer {
        guard vocabularies.count + models.count <= 1 else {
            throw Failure("this command works with one vocabulary; give one -v or one -m")
        }
        let column = try columns(library)[0]
        guard let way = column.tokenization, !way.method.isCounted else { return column.tokenizer }
        throw Failure(
            "the vocabulary of model '\(column.label)' is not known, so there are no token ids to work with "
                + "(\(way.source)); give a vocabulary with -v")
    }
}

extension SpecialTokenPolicy: ExpressibleByArgument {}

/// `--special`, as every command that tokenizes has it.
struct SpecialOptions: ParsableArguments {
    @Option(
        name: .customLong("special"),
        help: ArgumentHelp(
            "Text that spells a special token, such as <|endoftext|>: ordinary text, the special token, or an error.",
            valueName: "plain|allow|reject"))
    var policy = SpecialTokenPolicy.plain
}
