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
        ensure sure certain keep mind kindly strictly absolutely critical essential remind reminder instead rather all
        any each every both some such same own other another i'm i've i'll i'd you're you've you'll it's that's there's
        let let's we're they're etc e g ie eg even still already well now
        """

    private static let negation = """
        not no never none nor neither without avoid cannot can't don't doesn't didn't won't wouldn't shouldn't mustn't
        isn't aren't wasn't weren't haven't hasn't nothing nobody unless except forbidden prohibited refrain
        """

    private static let general = """
        use make do get give provide include support invoke take put set go come want try like work way thing things
        part case cases able allow help follow following contain based different new specific relevant appropriate
        necessary required possible available good best proper correct clear
        """

    private static let groups = """
        change modify edit alter update
        answer respond reply response
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
        return output
        """
}
