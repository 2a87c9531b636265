/// What English words weigh when sentences are compared. Words that are not listed weigh 1.
enum Lexicon {
    enum Role: UInt8, Sendable {
        /// Grammar, courtesy and emphasis: they say nothing that could differ.
        case grammar
        /// They turn a sentence into its opposite.
        case negation
        /// Verbs and nouns so general that another one can stand in their place.
        case general
        case content
    }

    /// What a word of ASCII letters is among the words of a sentence.
    struct Traits: OptionSet, Sendable {
        var rawValue: UInt8

        /// It stands in nearly every sentence of a language: that none does tells a list of names or code.
        static let function = Traits(rawValue: 1)
        /// It is one of another language's grammar and of no English one.
        static let foreignGrammar = Traits(rawValue: 2)
        /// A sentence with it tells somebody to do something wherever it stands.
        static let modal = Traits(rawValue: 4)
        /// A sentence that begins with it tells somebody to do something.
        static let imperative = Traits(rawValue: 8)
        /// It begins a clause that says when an instruction holds.
        static let condition = Traits(rawValue: 16)
        /// It says which of two things comes first.
        static let sequence = Traits(rawValue: 32)
        /// It speaks to somebody: what is said of him is often what he is to do.
        static let address = Traits(rawValue: 64)
        /// `has` and `have`, which tell to do something with `to` behind them.
        static let obligation = Traits(rawValue: 128)
    }

    /// The traits of a word by its symbol, which has to be one of ASCII letters.
    static func traits(_ symbol: UInt64) -> Traits { knownTraits[symbol] ?? [] }

    private static let knownTraits: SymbolTable<Traits> = {
        var table = SymbolTable<Traits>()
        let lists: [(String, Traits)] = [
            (grammar, .function), (negation, .function), (foreignGrammar, [.function, .foreignGrammar]), (modals, .modal),
            (imperatives, .imperative), ("if when whenever unless", .condition), ("before after", .sequence),
            ("you your you're you'll", .address), ("has have", .obligation),
        ]
        for (text, traits) in lists {
            for word in text.split(whereSeparator: \.isWhitespace) {
                let symbol = WordHash.symbol(String(word))
                table[symbol] = (table[symbol] ?? []).union(traits)
            }
        }
        return table
    }()

    /// The role of a stem.
    static func role(_ stem: [UInt8]) -> Role { sense(WordHash.symbol(stem)).role }

    /// The role of a stem, by its symbol, and the symbol of the stem that stands for all of its synonyms.
    static func sense(_ stem: UInt64) -> (role: Role, canonical: UInt64) { senses[stem] ?? (.content, stem) }

    private static let senses: SymbolTable<(role: Role, canonical: UInt64)> = {
        var table = SymbolTable<(role: Role, canonical: UInt64)>()
        for (text, role) in [(general, Role.general), (grammar, .grammar), (negation, .negation)] {
            for word in text.split(whereSeparator: \.isWhitespace) {
                let stem = WordHash.symbol(Stem.of(Array(word.utf8)))
                table[stem] = (role, stem)
            }
        }
        for line in groups.split(separator: "\n") {
            let stems = line.split(separator: " ").map { WordHash.symbol(Stem.of(Array($0.utf8))) }
            for stem in stems { table[stem] = (table[stem]?.role ?? .content, stems[0]) }
        }
        return table
    }()

    /// Whether a word beyond ASCII, by its symbol, is one of another language's grammar.
    static func isForeignGrammar(_ symbol: UInt64) -> Bool { foreignGrammarSymbols[symbol] != nil }

    private static let foreignGrammarSymbols = symbols(
        """
        für über können müssen dürfen während außer und/oder à où été même très você é à às também até são está más él
        tú sí qué cómo też się są być że które który är på från för och и в не на с по что для к от из или это как же
        бы быть он она они его её их ты вы ваш если но
        """)

    /// Whether a word, by its symbol, turns a sentence of another language into its opposite. Nothing but precision
    /// depends on the list: it keeps an instruction and its opposite from passing for one.
    static func isForeignNegation(_ symbol: UInt64) -> Bool { foreignNegations[symbol] != nil }

    private static let foreignNegations = symbols(
        """
        не нет нельзя без никогда ни ні não ningún żaden není né 不 没 沒 勿 别 別 无 無 非 未 禁 ん な ず لا لم لن ليس بدون नहीं मत बिना không chưa
        않고 마세요 마십시오 말고 없이
        """)

    /// A table of the words of a text, by their symbols.
    private static func symbols(_ text: String) -> SymbolTable<Void> {
        var table = SymbolTable<Void>()
        for word in text.split(whereSeparator: \.isWhitespace) { table[TextFolding.symbol(of: Array(word.utf8))] = () }
        return table
    }
}
