/// Prompts in Python source; which strings are prompts says ``PromptHeuristic``.
enum PythonReader {
    static func read(into document: inout PromptDocument) {
        PromptFinder.read(
            PythonLexer.read(document.source), .init(joinsAdjacent: true, lex: { PythonLexer.tokens($0) }), into: &document)
    }
}

/// Prompts in JavaScript or TypeScript source; which strings are prompts says ``PromptHeuristic``.
enum JavaScriptReader {
    static func read(into document: inout PromptDocument) {
        PromptFinder.read(
            JavaScriptLexer.read(document.source), .init(joinsAdjacent: false, lex: { JavaScriptLexer.tokens($0) }),
            into: &document)
    }
}

/// Prompts in Swift source; which strings are prompts says ``PromptHeuristic``.
enum SwiftReader {
    static func read(into document: inout PromptDocument) {
        PromptFinder.read(
            SwiftLexer.read(document.source), .init(joinsAdjacent: false, lex: { SwiftLexer.tokens($0) }), into: &document)
    }
}

extension CodeToken {
    /// What there is to say of a program that was not read to its end.
    static func problems(_ tokens: [CodeToken]) -> [ReadProblem] {
        guard tokens.count >= ReadLimits.tokens, let last = tokens.last else { return [] }
        let message = "more than \(ReadLimits.tokens) names, strings and symbols: the rest was not read"
        return [ReadProblem(offset: last.range.upperBound, message: message)]
    }
}
