import AssayPrompts

/// The types that stand between a name and its value: `threads: Record<string, Message[]> = {}`.
extension CodeFacts {
    /// Whether a colon behind a place may start its type. In Python it ends a header, unless the place starts its
    /// statement: `if chats: turns = []` assigns nothing to `chats`.
    func isDeclared(_ place: CodePlace, _ code: CodeModel) -> Bool {
        let before = place.tokens.lowerBound - 1
        guard code.language == .python, before >= 0 else { return true }
        return code.isNewline(before) || code.isSymbol(before, ";") || code.isSymbol(before, ":")
    }

    /// A type of more parts than that is none that a person wrote.
    private static let mostParts = 96

    /// The sign of assignment behind the type that starts at `start`; nil where none follows.
    ///
    /// - Complexity: O(1); what stands in brackets is skipped.
    func equalsBehindType(_ start: Int, _ code: CodeModel) -> Int? {
        var index = start
        // Angle brackets that are open: commas, line ends and texts in them belong to the type.
        var depth = 0
        for _ in 0..<Self.mostParts {
            guard index < code.tokens.count else { return nil }
            switch code.tokens[index].kind {
            case .newline where depth == 0: return nil
            case .string where depth == 0 && !isQuotedType(index, code): return nil
            case .symbol(let byte):
                switch byte {
                case UInt8(ascii: "="):
                    // `(id: string) => Message[]` is a type.
                    guard code.isSymbol(index + 1, ">") else { return depth == 0 ? index : nil }
                    index += 1
                case UInt8(ascii: "<"): depth += 1
                case UInt8(ascii: ">"): depth -= 1
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                    guard let close = code.partner(index) else { return nil }
                    index = close
                case UInt8(ascii: ","): if depth == 0 { return nil }
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ";"): return nil
                default: break
                }
            default: break
            }
            guard depth >= 0 else { return nil }
            index += 1
        }
        return nil
    }

    /// `chats: "dict[str, list[Message]]" = {}`, which Python reads later.
    private func isQuotedType(_ index: Int, _ code: CodeModel) -> Bool {
        code.language == .python && code.isSymbol(index + 1, "=")
    }

    /// The end of brackets around a place and what stands in for it: `(threads[id] ??= []).push(turn)`,
    /// `(threads[id] as Message[]).push(turn)`.
    func bracketsEnd(around place: CodePlace, _ code: CodeModel) -> Int? {
        let open = place.tokens.lowerBound - 1
        let next = place.tokens.upperBound
        guard code.language == .javaScript, code.isSymbol(open, "("), code.name(open - 1) == nil,
            let close = code.partner(open), close - next < 40
        else { return nil }
        let isTwo = ["?", "|"].contains { code.isSymbol(next, $0) && code.isSymbol(next + 1, $0) }
        let isAssigned = code.isSymbol(next, "=") && !code.isSymbol(next + 1, "=") && !code.isSymbol(next + 1, ">")
        return isTwo || isAssigned || code.name(next) == "as" ? close : nil
    }
}
