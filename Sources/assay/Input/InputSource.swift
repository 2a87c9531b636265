import AssayTokenization

/// Where a text comes from.
enum InputSource: Equatable {
    case standardInput
    case file(FilePath)

    /// `-` stands for standard input.
    init(argument: String) {
        self = argument == "-" ? .standardInput : .file(ArgumentBytes.path(argument))
    }

    /// What the arguments of a command name; without any, standard input.
    static func all(_ arguments: [String]) -> [InputSource] {
        arguments.isEmpty ? [.standardInput] : arguments.map(InputSource.init(argument:))
    }

    /// The path that reports show; standard input is `-`.
    var path: FilePath {
        switch self {
        case .standardInput: FilePath("-")
        case .file(let path): path
        }
    }

    /// The name that messages use.
    var display: String {
        switch self {
        case .standardInput: "standard input"
        case .file(let path): path.display
        }
    }

    /// An error that came up while the text was read, as a message that says where.
    ///
    /// - Parameter line: the line that the error is in, from 1, where the input was read by lines.
    func failure(_ error: any Error, line: Int? = nil) -> Failure {
        if let failure = error as? Failure { return failure }
        let place = line.map { "\(display), line \($0)" } ?? display
        switch error {
        case let error as SystemError:
            guard case .file(let path) = self else { return Failure("cannot read \(display): \(error)") }
            return Failure(cannot: "read", path, error)
        case let error as TokenizationError where error.code == .specialTokenInText:
            return Failure(
                "\(place): the text spells the special token \(error.detail) at byte \(error.offset); "
                    + "--special plain takes it as text, --special allow as the token")
        default:
            return Failure("\(place): \(error)")
        }
    }
}
