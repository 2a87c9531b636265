/// Models of one vendor that are counted in one way.
struct ModelFamily: Sendable {
    /// Names that belong to the family as a whole; they are also what a misspelt name is compared with.
    var names: [String]
    /// Beginnings of names: dated versions, sizes, and what comes after today.
    var prefixes: [String]
    /// The ways to count, the best first. The first whose vocabulary is there is used.
    var tokenizations: [ModelTokenization]

    init(_ names: [String], prefixes: [String] = [], _ tokenizations: ModelTokenization...) {
        self.names = names
        self.prefixes = prefixes
        self.tokenizations = tokenizations
    }
}
