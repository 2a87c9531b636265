/// Prompts in Python source; which strings are prompts says ``PromptHeuristic``.
enum PythonReader {
    static func read(into document: inout PromptDocument) {
        let tokens = PythonLexer.tokens(document.source)
        let (units, problems) = PromptFinder.find(document.source, tokens, .init(joinsAdjacent: true))
        document.units = units
        document.problems += problems + CodeToken.problems(tokens)
    }
}

/// Prompts in JavaScript or TypeScript source; which strings are prompts says ``PromptHeuristic``.
enum JavaScriptReader {
    static func read(into document: inout PromptDocument) {
        let tokens = JavaScriptLexer.tokens(document.source)
        let (units, problems) = PromptFinder.find(document.source, tokens, .init(joinsAdjacent: false))
        document.units = units
        document.problems += problems + CodeToken.problems(tokens)
    }
}

/// Prompts in Swift source; which strings are prompts says ``PromptHeuristic``.
enum SwiftReader {
    static func read(into document: inout PromptDocument) {
        let tokens = SwiftLexer.tokens(document.source)
        let (units, problems) = PromptFinder.find(document.source, tokens, .init(joinsAdjacent: false))
        document.units = units
        document.problems += problems + CodeToken.problems(tokens)
    }
}

extension CodeToken {
    /// What there is to say of a program that was not read to its end.
    fileprivate static func problems(_ tokens: [CodeToken]) -> [ReadProblem] {
        guard tokens.count >= ReadLimits.tokens, let last = tokens.last else { return [] }
        let message = "more than \(ReadLimits.tokens) names, strings and symbols: the rest was not read"
        return [ReadProblem(offset: last.range.upperBound, message: message)]
    }
}
