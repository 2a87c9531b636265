/// Prompts in Python source; which strings are prompts says ``PromptHeuristic``.
enum PythonReader {
    static func read(into document: inout PromptDocument) {
        let tokens = PythonLexer.tokens(document.source)
        let (units, problems) = PromptFinder.find(document.source, tokens, .init(joinsAdjacent: true))
        document.units = units
        document.problems += problems
    }
}

/// Prompts in JavaScript or TypeScript source; which strings are prompts says ``PromptHeuristic``.
enum JavaScriptReader {
    static func read(into document: inout PromptDocument) {
        let tokens = JavaScriptLexer.tokens(document.source)
        let (units, problems) = PromptFinder.find(document.source, tokens, .init(joinsAdjacent: false))
        document.units = units
        document.problems += problems
    }
}

/// Prompts in Swift source; which strings are prompts says ``PromptHeuristic``.
enum SwiftReader {
    static func read(into document: inout PromptDocument) {
        let tokens = SwiftLexer.tokens(document.source)
        let (units, problems) = PromptFinder.find(document.source, tokens, .init(joinsAdjacent: false))
        document.units = units
        document.problems += problems
    }
}
