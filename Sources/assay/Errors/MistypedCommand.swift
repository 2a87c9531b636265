import ArgumentParser
import AssayVocabularies

/// A word in the place of a command that is none: the parser would only say that it did not expect it, or complain of
/// the options behind it.
struct MistypedCommand {
    private let word: String
    /// The command that has the commands, such as `assay vocab`.
    private let parent: String
    private let names: [String]

    /// - Parameter arguments: the command line without the program's name, with or without `help` before the commands;
    ///   nil where they are all known.
    init?(_ arguments: [String]) {
        let arguments = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        var command: any ParsableCommand.Type = Assay.self
        var parent = Assay._commandName
        for argument in arguments {
            let commands = command.configuration.subcommands
            guard !commands.isEmpty, !argument.hasPrefix("-") else { return nil }
            guard let found = commands.first(where: { $0._commandName == argument }) else {
                guard argument != "help" || command != Assay.self else { return nil }
                word = argument
                self.parent = parent
                names = commands.map { $0._commandName }
                return
            }
            command = found
            parent += " " + argument
        }
        return nil
    }

    var message: String {
        let nearest = NearestNames.nearest(to: word, among: names, limit: 1)
        let hint = nearest.first.map { "; did you mean '\($0)'?" } ?? ";"
        return "there is no command '\(word)' of '\(parent)'\(hint) '\(parent) --help' lists them"
    }
}
