import AssayEstimation
import AssayTokenization

/// The columns of a report, and each of their vocabularies once, however many columns are counted with it.
struct ColumnSet: Sendable {
    let columns: [Column]
    let tokenizers: [Tokenizer]
    private let tokenizerOfColumn: [Int]
    /// Whether the letters of the text have a say in an estimate.
    let needsScripts: Bool

    init(_ columns: [Column]) {
        var names: [String] = []
        var tokenizers: [Tokenizer] = []
        tokenizerOfColumn = columns.map { column in
            if let known = names.firstIndex(of: column.vocabulary) { return known }
            names.append(column.vocabulary)
            tokenizers.append(column.tokenizer)
            return names.count - 1
        }
        self.columns = columns
        self.tokenizers = tokenizers
        needsScripts = columns.contains(where: \.needsScripts)
    }

    /// One count a column.
    ///
    /// - Parameter tokens: one number a tokenizer.
    func counts(_ tokens: [Int], scripts: ScriptTally) -> [TokenCount] {
        zip(columns, tokenizerOfColumn).map { $0.count(tokens[$1], scripts: scripts) }
    }

    // MARK: Texts that are only partly known

    var zero: [TokenBounds] { Array(repeating: .zero, count: tokenizers.count) }

    /// The sum of bounds, one a tokenizer.
    func sum(_ left: [TokenBounds], _ right: [TokenBounds]) -> [TokenBounds] { zip(left, right).map { $0 + $1 } }

    /// One count a column; what is not exact is assumed.
    ///
    /// - Parameter bounds: one a tokenizer.
    func counts(_ bounds: [TokenBounds], scripts: ScriptTally) -> [TokenCount] {
        let low = counts(bounds.map(\.low), scripts: scripts)
        let point = counts(bounds.map(\.point), scripts: scripts)
        let high = counts(bounds.map(\.high), scripts: scripts)
        return point.indices.map { index in
            let isExact = bounds[tokenizerOfColumn[index]].isExact
            return TokenCount(
                low: low[index].low, point: point[index].point, high: high[index].high,
                method: max(point[index].method, isExact ? .exact : .assumed))
        }
    }
}
