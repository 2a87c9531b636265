/// How two sentences of the same words say different things: a word of one is the opposite of a word of the other, or
/// what comes before in one comes after in the other.
enum Opposition {
    static func exists(_ first: SentenceFeatures, _ second: SentenceFeatures) -> Bool {
        haveCounterparts(first, second) || haveOtherOrder(first, second) || haveOtherOrigin(first, second)
    }

    // MARK: Direction

    /// Whether both say where something is from, and it is from another place: `from English to German`, `from German into
    /// English`.
    private static func haveOtherOrigin(_ first: SentenceFeatures, _ second: SentenceFeatures) -> Bool {
        guard let one = origin(first), let other = origin(second) else { return false }
        return one != other
    }

    /// The first weighty word behind the only `from`.
    private static func origin(_ features: SentenceFeatures) -> UInt64? {
        let places = features.terms.indices.filter { features.terms[$0].stem == from }
        guard places.count == 1, let place = places.first else { return nil }
        return features.terms[(place + 1)...].first { $0.weight >= 1 }?.stem
    }

    private static let from = SentenceFeatures.stem("from")

    // MARK: Counterparts

    /// Whether one sentence is about a thing and the other about its counterpart: `the old contents`, `the new contents
    /// that replace the old ones`; `above 50 euros`, `below 50 euros`. Where both name both, they only turn them around.
    private static func haveCounterparts(_ first: SentenceFeatures, _ second: SentenceFeatures) -> Bool {
        let (one, other) = (Set(first.terms.map(\.stem)), Set(second.terms.map(\.stem)))
        return one.contains { stem in
            counterparts[stem]?.contains { other.contains($0) && !(one.contains($0) && other.contains(stem)) } ?? false
        }
    }

    // MARK: Order

    /// Whether what one sentence wants first, the other wants last: `explain before you answer`, `answer before you
    /// explain` or `explain after you answer`. `Answer after you explain` is the first one again.
    private static func haveOtherOrder(_ first: SentenceFeatures, _ second: SentenceFeatures) -> Bool {
        guard let one = order(first), let other = order(second) else { return false }
        let crossed = one.earlier.shared(with: other.later) + one.later.shared(with: other.earlier)
        let straight = one.earlier.shared(with: other.earlier) + one.later.shared(with: other.later)
        // The same weights in another order may differ in the last digit.
        return crossed > straight + 1e-9
    }

    /// The weighty words of what comes first and of what comes after it.
    private static func order(_ features: SentenceFeatures) -> (earlier: WordWeights, later: WordWeights)? {
        guard let clause = features.sequel else { return nil }
        let word = features.terms[clause.lowerBound - 1]
        var inside = WordWeights()
        var outside = WordWeights()
        for (index, term) in features.terms.enumerated() where term.weight > 0 {
            if clause.contains(index) { inside[term.stem] = term.weight } else { outside[term.stem] = term.weight }
        }
        return word.stem == before ? (outside, inside) : (inside, outside)
    }

    private static let before = SentenceFeatures.stem("before")

    // MARK: Relations

    /// Whether one sentence has a relation of time or place that the other lacks, and the other another one: `during the
    /// call`, `before the call`. Only sentences of nearly the same words can be told so: others say one thing in two ways.
    static func differsInRelation(_ first: SentenceFeatures, _ second: SentenceFeatures) -> Bool {
        func named(_ features: SentenceFeatures) -> Set<UInt64> { Set(features.terms.compactMap { relations[$0.stem] }) }
        let (one, other) = (named(first), named(second))
        return !one.isSubset(of: other) && !other.isSubset(of: one)
    }

    /// Each relation, by its stem, with the one that stands for all that mean the same.
    private static let relations: [UInt64: UInt64] = {
        var result: [UInt64: UInt64] = [:]
        for line in [
            "before", "after", "during while", "until", "since", "above over", "below under", "inside within", "outside",
            "between", "beside", "behind", "against", "towards",
        ] {
            let stems = line.split(separator: " ").map { SentenceFeatures.stem(String($0)) }
            for stem in stems { result[stem] = stems[0] }
        }
        return result
    }()

    // MARK: Words

    private static let counterparts: [UInt64: [UInt64]] = {
        var result: [UInt64: [UInt64]] = [:]
        for pair in pairs.split(whereSeparator: \.isWhitespace) {
            let stems = pair.split(separator: "/").map { SentenceFeatures.stem(String($0)) }
            for stem in stems { result[stem, default: []] += stems.filter { $0 != stem } }
        }
        return result
    }()

    /// Words that exclude each other. What `not` and its kind deny is told elsewhere, and `before` and `after` by the
    /// order of what they join.
    private static let pairs = """
        old/new first/last first/second source/target minimum/maximum min/max positive/negative left/right parent/child
        previous/next increase/decrease opening/closing upper/lower singular/plural public/private correct/incorrect
        relevant/irrelevant valid/invalid appropriate/inappropriate complete/incomplete supported/unsupported
        known/unknown true/false
        above/below above/under over/under over/below more/less more/fewer most/least greater/less greater/smaller
        larger/smaller bigger/smaller higher/lower high/low longer/shorter long/short longest/shortest earlier/later
        early/late earliest/latest start/end begin/end top/bottom inside/outside within/outside until/since
        include/exclude including/excluding allow/forbid allow/prohibit permit/forbid accept/reject accept/decline
        approve/reject enable/disable add/remove open/close import/export encode/decode encrypt/decrypt raise/lower
        internal/external required/optional mandatory/optional success/failure succeed/fail pass/fail buy/sell send/receive
        put/take get/set
        uppercase/lowercase ascending/descending formal/informal active/inactive legal/illegal visible/hidden
        prefix/suffix horizontal/vertical best/worst good/bad oldest/newest same/different morning/evening
        """
}
