/// The patterns of a configuration, each parsed once.
final class PathPatterns {
    private var known: [String: IgnorePattern?] = [:]

    /// Whether one of the patterns names the file or a folder around it. One that takes something out (`!`) names nothing.
    ///
    /// - Parameter path: from the configuration's folder on.
    func match(_ patterns: [String], _ path: ArraySlice<UInt8>) -> Bool {
        patterns.contains { text in
            guard let pattern = pattern(text), !pattern.isNegated else { return false }
            return pattern.covers(path)
        }
    }

    private func pattern(_ text: String) -> IgnorePattern? {
        if let pattern = known[text] { return pattern }
        let pattern = IgnorePattern(line: ArraySlice(text.utf8))
        known[text] = .some(pattern)
        return pattern
    }
}
