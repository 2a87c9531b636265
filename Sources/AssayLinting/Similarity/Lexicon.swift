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

    /// The role of a stem.
    static func role(_ stem: [UInt8]) -> Role { roles[stem] ?? .content }

    /// The stem that stands for all of its synonyms.
    static func canonical(_ stem: [UInt8]) -> [UInt8] { synonyms[stem] ?? stem }

    /// Words that stand in nearly every sentence of a language: their absence tells a list of names or code.
    static func isFunctionWord(_ word: [UInt8]) -> Bool { functionWords.contains(word) }

    /// Whether a word beyond ASCII, by its symbol, is one of another language's grammar.
    static func isForeignGrammar(_ symbol: UInt64) -> Bool { foreignGrammarSymbols.contains(symbol) }

    private static let foreignGrammarSymbols = Set(
        words(
            """
            für über können müssen dürfen während außer und/oder à où été même très você é à às também até são está más él
            tú sí qué cómo też się są być że które który är på från för och и в не на с по что для к от из или это как же
            бы быть он она они его её их ты вы ваш если но
            """
        ).map { TextFolding.symbol(of: $0) })

    /// Whether a sentence with this word, in lower case, tells somebody to do something wherever it stands.
    static func isModal(_ word: [UInt8]) -> Bool { modals.contains(word) }

    /// Whether a word begins a clause that says when an instruction holds.
    static func isCondition(_ word: [UInt8]) -> Bool { conditions.contains(word) }

    private static let conditions = words("if when whenever unless")

    /// Whether a word says which of two things comes first.
    static func isSequence(_ word: [UInt8]) -> Bool { sequences.contains(word) }

    private static let sequences = words("before after")

    /// `has to`, `have to`.
    static func isObligation(_ word: [UInt8], _ next: [UInt8]) -> Bool {
        next.elementsEqual("to".utf8) && (word.elementsEqual("has".utf8) || word.elementsEqual("have".utf8))
    }

    /// Whether a sentence that begins with this word, in lower case, tells somebody to do something.
    static func isImperative(_ word: [UInt8]) -> Bool { imperatives.contains(word) }

    private static let functionWords = words(grammar + " " + negation).union(foreignGrammar)

    /// Whether a word of ASCII letters is one of another language's grammar and of no English one.
    static func isForeignGrammar(_ word: [UInt8]) -> Bool { foreignGrammar.contains(word) }

    /// Articles, prepositions and the like of languages with Latin letters, those that are English words left out.
    private static let foreignGrammar = words(
        """
        der das und oder nicht den dem des ein eine einen einem einer mit zu ist von auf im vom zum zur bei aus nach als
        auch nur ihr ihre sie es dass wenn sich sind wird
        la le les du un une et ou que qui dans est au aux sur avec votre vos ce cette ces sa ses leur en il elle
        sont si mais
        el los las del por con para una unos unas su sus al lo se y o e ni pero como cuando si ser
        os um uma uns umas com em na nos nas da dos das ao aos seu sua seus suas ou mas quando seja
        gli di che non ma una uno degli delle della dei nel nella alla dal dalla sono sia
        het een van voor met op te zijn aan bij ook maar worden wordt
        w i z na nie jest oraz lub dla od po ze jak
        och att som av med den det ett eller inte till
        dan yang di ke dari untuk dengan atau ini itu
        ve bir bu ile de da mi
        """)

    /// Whether a word, by its symbol, turns a sentence of another language into its opposite. Nothing but precision
    /// depends on the list: it keeps an instruction and its opposite from passing for one.
    static func isForeignNegation(_ symbol: UInt64) -> Bool { foreignNegations.contains(symbol) }

    private static let foreignNegations = Set(
        words(
            """
            не нет нельзя без никогда ни ні não ningún żaden není né 不 没 沒 勿 别 別 无 無 非 未 禁 ん な ず لا لم لن ليس بدون नहीं मत बिना không chưa
            않고 마세요 마십시오 말고 없이
            """
        ).map { TextFolding.symbol(of: $0) })

    private static let modals = words(
        """
        must should shall cannot can't don't never always only ensure please need needs required avoid remember make
        """)

    /// Whether a word speaks to somebody: what is said of him is often what he is to do.
    static func isAddress(_ word: [UInt8]) -> Bool { addresses.contains(word) }

    private static let addresses = words("you your you're you'll")

    private static let imperatives = words(
        """
        add adhere allow analyze analyse answer append apply ask assign assume avoid base be begin break build call check
        choose cite clarify classify combine compare complete compute conclude confirm consider construct continue
        convert copy cover create define delete describe determine develop discuss do don't double-check draw edit
        emphasize end enclose ensure enter evaluate examine execute explain explore express extract fill find finish fix
        focus follow format formulate generate get give go guide highlight identify if ignore implement include
        incorporate indicate infer insert inspect install interpret introduce invoke keep leave let limit list look
        maintain make mark match merge mention modify move name never note number offer omit only open order organize
        output paraphrase perform pick place plan prefer prepare present preserve print prioritize proceed produce
        provide put quote rank rate read reason recommend refer reference refrain refuse reject remain remember remove
        rename repeat rephrase replace reply report request respond restate return review revise rewrite rank run save
        say score search select send set show simplify skip specify split start state stay stick stop structure submit
        suggest summarize summarise support take tell test think transform translate treat try update use validate
        verify wait wrap write yield
        """)

    private static func words(_ text: String) -> Set<[UInt8]> {
        Set(text.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
    }

    private static let roles: [[UInt8]: Role] = {
        var roles: [[UInt8]: Role] = [:]
        for (text, role) in [(general, Role.general), (grammar, .grammar), (negation, .negation)] {
            for word in text.split(whereSeparator: \.isWhitespace) { roles[Stem.of(Array(word.utf8))] = role }
        }
        return roles
    }()

    private static let synonyms: [[UInt8]: [UInt8]] = {
        var synonyms: [[UInt8]: [UInt8]] = [:]
        for line in groups.split(separator: "\n") {
            let stems = line.split(separator: " ").map { Stem.of(Array($0.utf8)) }
            for stem in stems { synonyms[stem] = stems[0] }
        }
        return synonyms
    }()

    private static let grammar = """
        a an the this that these those there here it its itself they them their theirs he him his she her hers we us our
        i me my mine you your yours yourself one ones of in on at to from for with by as into onto over under about
        between within through during before after above below up down out off again then once per via and or but if
        else than so because while when whenever where whether which who whom whose what how why is are was were be been
        being am do does did doing done have has had having can could may might must shall should will would ought need
        needs please remember note always ever just also however too very really only simply important importantly
        ensure sure certain keep mind kindly strictly absolutely critical essential remind instead rather all
        any each every both some such same own other another i'm i've i'll i'd you're you've you'll it's that's there's
        let let's we're they're etc e g ie eg even still already well now pay attention care careful carefully based accordingly according given
        """

    private static let negation = """
        not no never none nor neither without avoid cannot can't don't doesn't didn't won't wouldn't shouldn't mustn't
        isn't aren't wasn't weren't haven't hasn't nothing nobody unless except forbidden prohibited refrain
        nicht nie niemals kein keine keinen keinem keiner ohne pas jamais sans aucun aucune ne nunca sin ninguna ninguno
        senza sem niet geen zonder nigdy bez nunca tidak jangan tanpa
        """

    private static let general = """
        use make do get give provide include support invoke take put set go come want try like work way thing things
        part case cases able allow help follow following contain based different new specific relevant appropriate
        mean means meaning necessary required possible available good best proper correct clear
        """

    private static let groups = """
        change modify edit alter update
        answer respond reply response return output antworte antworten gib ausgeben responde responder responda contesta
        devuelve devuelva retorna retorne rispondi restituisci renvoie donne geef antwoord
        create make generate produce
        single one exactly
        finish complete done
        remove delete erase
        begin start
        show display
        mention refer
        whole entire full complete
        large big
        directory folder
        concise brief short succinct
        choose select pick
        verify check confirm validate
        invent fabricate hallucinate
        reveal disclose expose
        exact precise
        keep maintain preserve retain
        error mistake
        image picture photo
        assume guess speculate
        """
}
