import AssayEstimation

/// What was counted in one file.
struct FileCount: Sendable {
    var path: FilePath
    var bytes: Int
    /// One count a column.
    var counts: [TokenCount]
    /// Where the text stops being UTF-8, or `nil` where it is UTF-8 throughout.
    var invalidOffset: Int?
    /// What has NUL bytes, or `nil` for text.
    var binary: BinaryCheck.Kind?
}

/// The sums over all files.
struct CountTotal: Sendable {
    private(set) var files = 0
    private(set) var bytes = 0
    private(set) var counts: [TokenCount]

    init(columns: Int) {
        counts = Array(repeating: .zero, count: columns)
    }

    mutating func add(_ file: FileCount) {
        files += 1
        bytes += file.bytes
        for (column, count) in file.counts.enumerated() { counts[column] += count }
    }
}
