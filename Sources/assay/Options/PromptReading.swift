import ArgumentParser
import AssayEstimation
import AssayPrompts

extension PromptFormat {
    /// The help of `--as`.
    static let optionHelp = ArgumentHelp(
        "Read every file as this format, whatever its name and content say.", valueName: "format")

    /// The format that `--as` asks for; nil where each file tells its own.
    static func asked(for name: String?) throws(Failure) -> PromptFormat? {
        guard let name else { return nil }
        guard let known = PromptFormat(rawValue: name) else {
            let names = allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure("--as does not know the format '\(name)'; it is one of \(names)")
        }
        return known
    }

    /// The formats, a line each, for the help.
    static var lines: String {
        // In bytes, and one text: characters and pieces took a fiftieth of a start.
        let width = (allCases.map { $0.rawValue.utf8.count }.max() ?? 0) + 2
        var lines = ""
        for format in allCases {
            if !lines.isEmpty { lines += "\n" }
            lines += "  "
            lines += format.rawValue
            for _ in format.rawValue.utf8.count..<width { lines += " " }
            lines += format.summary
        }
        return lines
    }
}

/// Which format files are read as, and what fills them.
struct PromptReadingOptions: ParsableArguments {
    // Not in a group of its own: a group takes 5% as long as all of a start.
    @Option(name: .customLong("as"), help: PromptFormat.optionHelp)
    var format: String?

    @Option(
        help: ArgumentHelp(
            """
            Fill templates with the values of this JSON or YAML file: a mapping of names to values, or a list of such \
            mappings. They stand in for values beside the template.
            """, valueName: "file"),
        completion: .file())
    var vars: String?

    /// Whether one of them asks for files to be read as prompts.
    var isGiven: Bool { format != nil || vars != nil }

    /// The sets of values that are asked for; nil where those beside each template are taken.
    func values() throws(Failure) -> [PromptValues]? {
        guard let vars else { return nil }
        let path = ArgumentBytes.path(vars)
        let bytes = try SmallFile.named(path)
        do throws(ReadError) {
            return try PromptValues.read(bytes, name: String(decoding: path.lastComponent, as: UTF8.self))
        } catch {
            throw Failure("\(path.display):\(LineIndex(bytes).line(at: error.offset)): \(error.message)")
        }
    }
}

/// How files are read as prompts, and what fills them.
struct PromptReading {
    var format: PromptFormat?
    /// Values in place of those beside templates.
    var values: [PromptValues]?
    var assumptions = OpenTextAssumptions()
    /// Values were given, or how long they are.
    var expectsValues = false

    init(_ options: PromptReadingOptions, varTokens: TokenRange?) throws(Failure) {
        format = try PromptFormat.asked(for: options.format)
        values = try options.values()
        if let varTokens { assumptions.tokensPerValue = varTokens.range }
        expectsValues = values != nil || varTokens != nil
    }
}

/// `20`, or `0-100`.
struct TokenRange: ExpressibleByArgument {
    let range: ClosedRange<Int>

    init?(argument: String) {
        let ends = argument.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { end in
            try? Quantity(argument: String(end)).value(of: "", atMost: 1_000_000_000)
        }
        guard let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high else { return nil }
        range = low...high
    }
}
