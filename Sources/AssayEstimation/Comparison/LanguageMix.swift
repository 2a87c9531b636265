/// The shares of languages in what a product handles, such as 60% English and 40% German.
public struct LanguageMix: Sendable, Hashable {
    public var shares: [Share]
    /// The sum of the numbers that the shares were written as.
    public let writtenSum: Double

    /// Whether the numbers are percentages, or parts of one: their sum is that of a whole, but for rounding.
    public var isWhole: Bool { abs(writtenSum - 100) < 0.5 || abs(writtenSum - 1) < 0.005 }

    public struct Share: Sendable, Hashable {
        public var language: LanguageTag
        /// Of the whole, from 0 to 1; all shares together are 1.
        public var part: Double
    }

    /// Reads a mix such as `en=60,de=25,ja=15`. The numbers may have any sum.
    ///
    /// - Throws: ``LanguageMixError`` where the text is none.
    public init(_ text: String) throws(LanguageMixError) {
        var shares: [Share] = []
        for part in text.split(separator: ",") {
            let halves: [Substring] = part.split(separator: "=", omittingEmptySubsequences: false)
            guard halves.count == 2, let weight = Double(halves[1]), weight > 0, weight.isFinite else {
                throw LanguageMixError("'\(part)' is no share; write a mix such as en=60,de=25,ja=15")
            }
            guard let language = LanguageTag(name: halves[0]) else {
                throw LanguageMixError("'\(halves[0])' is no language tag; write a mix such as en=60,pt-BR=40")
            }
            guard !shares.contains(where: { $0.language == language }) else {
                throw LanguageMixError("\(language) stands twice in the mix")
            }
            shares.append(Share(language: language, part: weight))
        }
        let sum = shares.reduce(0) { $0 + $1.part }
        guard sum > 0 else { throw LanguageMixError("the mix is empty; write one such as en=60,de=25,ja=15") }
        guard sum.isFinite else {
            throw LanguageMixError("the shares are too large to be added up; write a mix such as en=60,de=25,ja=15")
        }
        writtenSum = sum
        self.shares = shares.map { Share(language: $0.language, part: $0.part / sum) }
    }
}

/// A text that is no mix of languages, or a mix of others than those compared.
public struct LanguageMixError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}

/// What a mix of languages takes on one column.
public struct MixResult: Sendable, Hashable {
    /// The place of the column.
    public var column: Int
    /// The tokens of the base language's text when the mix says the same instead.
    public var tokens: Double
    /// The tokens of the mix by those of the base language alone.
    public var premium: Double
    /// US dollars for that text as input; nil for a vocabulary, and where no price is known.
    public var cost: Double?
}

extension Comparison {
    /// What the mix takes on each column: models from the cheapest on, then vocabularies, from the fewest tokens on.
    ///
    /// - Throws: ``LanguageMixError`` where the mix has a language that is not compared.
    public func results(for mix: LanguageMix) throws(LanguageMixError) -> [MixResult] {
        var places: [(row: Int, part: Double)] = []
        for share in mix.shares {
            guard let row = rows.firstIndex(where: { $0.language.tag?.isSameLanguage(as: share.language) ?? false })
            else {
                let known = rows.map { $0.language.tag?.description ?? $0.language.label }.joined(separator: ", ")
                throw LanguageMixError("the mix names \(share.language), which is not compared; there are \(known)")
            }
            places.append((row, share.part))
        }
        let results = columns.indices.compactMap { result($0, places) }
        return results.sorted { left, right in
            switch (left.cost, right.cost) {
            case (let one?, let two?): one < two
            case (nil, nil): left.tokens < right.tokens
            case (let one, _): one != nil
            }
        }
    }

    private func result(_ column: Int, _ places: [(row: Int, part: Double)]) -> MixResult? {
        var premium = 0.0
        for (row, part) in places {
            guard let own = rows[row].cells[column].premium else { return nil }
            premium += part * own.ratio
        }
        let base = rows[base].cells[column]
        let cost = base.cost.flatMap { Double($0.total.description) }.map { $0 * premium }
        return MixResult(column: column, tokens: Double(base.tokens.point) * premium, premium: premium, cost: cost)
    }
}
