/// A token of source code, for asking what a program does with its prompts.
package struct SourceToken: Sendable {
    package enum Kind: Sendable, Hashable {
        case name
        /// A string literal.
        case string
        /// One byte of punctuation.
        case symbol(UInt8)
        case number
        /// The end of a line; in Python only where it ends a statement.
        case newline
    }

    package var kind: Kind
    /// A name as it is written, or the text of a short string literal; empty otherwise.
    package var text: String
    /// Expressions that a string literal interpolates.
    package var values: [String]
    /// Byte range in the file.
    package var range: Range<Int>
}

package enum SourceTokens {
    /// Splits a program; nil for formats that are no programming language. Complexity: O(n).
    package static func read(_ source: [UInt8], as format: PromptFormat) -> [SourceToken]? {
        let tokens: [CodeToken]
        switch format {
        case .python: tokens = PythonLexer.tokens(source)
        case .javascript: tokens = JavaScriptLexer.tokens(source)
        case .swift: tokens = SwiftLexer.tokens(source)
        default: return nil
        }
        return tokens.map(SourceToken.init)
    }
}

extension SourceToken {
    /// Literals longer than this are text, not keys or role names.
    private static let longestKey = 64

    fileprivate init(_ token: CodeToken) {
        range = token.range
        text = ""
        values = []
        switch token.kind {
        case .name(let name):
            kind = .name
            text = name
        case .string(let string):
            kind = .string
            for part in string.parts {
                switch part {
                case .text(let decoded) where decoded.bytes.count <= Self.longestKey && string.parts.count == 1:
                    text = decoded.string
                case .value(_, let expression): values.append(expression)
                case .text: break
                }
            }
        case .symbol(let byte): kind = .symbol(byte)
        case .number: kind = .number
        case .newline: kind = .newline
        }
    }
}
