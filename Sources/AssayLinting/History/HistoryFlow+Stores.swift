import AssayPrompts
import AssayText

extension HistoryFlow {
    /// What a read from a database says: the rows of a conversation, all of them or a limited number; nil for any other
    /// value.
    func storedVerdict(_ assignment: CodeFacts.Assignment) -> Verdict? {
        let value = assignment.value
        if value.count < 400, isQuery(value), speaksOfRoles {
            return isLimitedQuery(value) ? .bounded : .unbounded(growth: nil)
        }
        return isReadAndWritten(assignment) ? .unbounded(growth: nil) : nil
    }

    // MARK: Files

    /// A conversation that the function reads from a file, makes longer and writes back.
    private func isReadAndWritten(_ assignment: CodeFacts.Assignment) -> Bool {
        let place = assignment.place
        guard HistoryName.read(place.path) != nil, !growthTokens(place).isEmpty, parses(assignment.value) else {
            return false
        }
        let function = code.function(around: place.tokens.lowerBound)
        return Self.writers.contains { name in
            (facts.calls[name] ?? []).prefix(50).contains { open in
                open > assignment.value.upperBound && code.function(around: open) == function
                    && (open..<(code.partner(open) ?? open)).contains { code.place(at: $0)?.path == place.path }
            }
        }
    }

    private static let writers = [
        "dump", "dumps", "save", "stringify", "write", "write_text", "writeFile", "writeFileSync", "store", "persist",
        "save_history", "save_messages", "save_conversation", "saveHistory", "saveMessages", "save_chat",
    ]
    private static let parsers: Set<String> = ["load", "loads", "parse", "read_json", "readFile", "readFileSync"]

    /// Whether a value is parsed from a file, there or in a function of the file whose results are no part of a list.
    private func parses(_ value: Range<Int>) -> Bool {
        value.contains { index in
            guard let name = code.name(index), code.isSymbol(index + 1, "(") else { return false }
            guard let functions = facts.functions[name] else {
                return Self.parsers.contains(name) && !hasSlice(value)
            }
            return functions.prefix(2).contains { function in
                let returns = facts.functionOfScope[function.scope]?.returns ?? []
                return !returns.contains(where: hasSlice)
                    && code.scopes[function.scope].body.prefix(400).contains {
                        Self.parsers.contains(code.name($0) ?? "") && code.isSymbol($0 + 1, "(")
                    }
            }
        }
    }

    private func hasSlice(_ range: Range<Int>) -> Bool {
        range.contains { code.isSymbol($0, "[") && origins.slice($0)?.isBounded == true || code.name($0) == "slice" }
    }

    // MARK: Queries

    /// A query for the messages of a conversation: SQL text, a chain of an object mapper, or a range of a stored list.
    private func isQuery(_ value: Range<Int>) -> Bool {
        var reads = false
        var namesConversation = false
        for index in value {
            if let text = text(index) {
                if Self.isSelect(text) { return true }
                namesConversation = namesConversation || text.utf8.count < 60 && Self.isTable(text)
                continue
            }
            guard let name = code.name(index) else { continue }
            if code.isSymbol(index + 1, "(") {
                if Self.rangeReaders.contains(name) { return true }
                reads = reads || Self.readers.contains(name)
            }
            namesConversation = namesConversation || Self.isTable(name) || Self.isConversationKey(name)
        }
        return reads && namesConversation
    }

    /// A string literal as it is written, if it is of a query's length.
    private func text(_ index: Int) -> String? {
        guard code.string(index) != nil else { return nil }
        let range = code.tokens[index].range
        return String(decoding: code.source[range.prefix(4_000)], as: UTF8.self)
    }

    /// `select role, content from chat_messages where …`, and no single number about them.
    private static func isSelect(_ text: String) -> Bool {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
        guard words.first == "select", let from = words.firstIndex(of: "from"), from + 1 < words.count else {
            return false
        }
        let columns = words[1..<from]
        return isTable(words[from + 1]) && !columns.contains("count") && !columns.contains("max")
    }

    private static func isTable(_ name: some StringProtocol) -> Bool {
        let words = IdentifierWords.split(name)
        guard words.count <= 4, !words.contains(where: { ["id", "ids", "count", "key"].contains($0) }) else {
            return false
        }
        return words.contains { ["message", "messages", "history", "turns", "turn", "conversation", "dialog"].contains($0) }
    }

    /// `chatId`, `conversation_id`: what the rows of one conversation share.
    private static func isConversationKey(_ name: String) -> Bool {
        let words = IdentifierWords.split(name)
        return words.count == 2 && words[1] == "id" && ["chat", "conversation", "thread", "dialog"].contains(words[0])
    }

    private static let readers: Set<String> = [
        "all", "fetchall", "fetchAll", "fetch_all", "findMany", "find", "findAll", "to_list", "toArray", "scalars",
        "select", "objects", "filter_by", "order_by", "orderBy", "query", "getMany", "fetch", "any", "many",
    ]
    /// Readers of a list that is kept under a key.
    private static let rangeReaders: Set<String> = ["lrange", "lRange", "zrange", "zRange", "xrange"]

    /// A limit in the chain, in the SQL, or in the range.
    private func isLimitedQuery(_ value: Range<Int>) -> Bool {
        value.contains { index in
            if let text = text(index) {
                let words = text.lowercased().split { !$0.isLetter }
                return words.first == "select" && words.contains { $0 == "limit" || $0 == "top" || $0 == "fetch" }
            }
            if code.isSymbol(index, "["), origins.slice(index)?.isBounded == true { return true }
            guard let name = code.name(index) else { return false }
            if Self.rangeReaders.contains(name), code.isSymbol(index + 1, "(") { return isPartialRange(index + 1) }
            return Self.limits.contains(name) || HistoryTrimming.isTrimming(name) && code.isSymbol(index + 1, "(")
        }
    }

    private static let limits: Set<String> = [
        "limit", "take", "first", "fetchmany", "fetchone", "findFirst", "findOne", "findUnique", "paginate", "top",
        "page_size", "pageSize", "per_page", "scalar", "one", "limitToLast", "range",
    ]

    /// `lrange(key, -20, -1)` and `lrange(key, 0, 19)`; `lrange(key, 0, -1)` is all.
    private func isPartialRange(_ open: Int) -> Bool {
        let given = code.arguments(open)
        guard given.count >= 3 else { return false }
        let start = code.span(given[1])
        let end = code.span(given[2])
        let isWhole =
            String(decoding: code.source[start], as: UTF8.self) == "0"
            && String(decoding: code.source[end], as: UTF8.self).hasPrefix("-")
        return !isWhole
    }

    /// Whether the program reads who says what: rows without it are no conversation.
    private var speaksOfRoles: Bool {
        code.tokens.indices.contains { index in
            if let text = text(index) {
                return code.string(index) == "role" || code.string(index) == "sender"
                    || ["role,", ", role", "sender,"].contains { text.contains(text: $0) }
            }
            guard let name = code.name(index) else { return false }
            return ["role", "sender", "HumanMessage", "loads", "parse"].contains(name)
        }
    }
}
