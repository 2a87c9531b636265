import ArgumentParser

/// `assay vocab`
struct Vocab: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocab",
        _superCommandName: Assay.name,
        abstract: "List, inspect, import and verify vocabularies.",
        discussion: """
            Twelve vocabularies are part of the program. Others are imported from the file that a \
            model is published with, into $ASSAY_DATA/vocabularies, or else \
            $XDG_DATA_HOME/assay/vocabularies, or else ~/.local/share/assay/vocabularies.

            Short names stand for the embedded ones, such as o200k, gpt2 and tekken; 'assay vocab info' \
            says which. Capitals, and - in place of _, make no difference: O200K-base is o200k_base.

            Examples:
              assay vocab list
              assay vocab info o200k_base
              assay vocab import tokenizer.model --name llama3
              assay vocab verify
            """,
        subcommands: [VocabList.self, VocabInfo.self, VocabImport.self, VocabVerify.self, VocabRemove.self])
}
