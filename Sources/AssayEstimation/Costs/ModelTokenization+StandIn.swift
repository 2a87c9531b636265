extension ModelTokenization {
    /// A count for a model whose own cannot be had: another vocabulary's, give or take a quarter.
    ///
    /// - Parameter reason: why, for people.
    public static func standIn(_ reason: String) -> ModelTokenization {
        .heuristic("\(reason); o200k_base stands in")
    }
}
