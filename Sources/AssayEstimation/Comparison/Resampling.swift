import AssayTokenization

/// Sums over resampled segments, for bootstrap intervals (B. Efron, "Bootstrap Methods: Another Look at the Jackknife",
/// Annals of Statistics 7, 1979).
///
/// Each resample draws as many blocks as there are, with repetition, the same ones for every language: the languages say
/// the same in a block, so what is drawn must be the same too.
struct Resampling {
    /// How often is drawn.
    var count: Int
    /// What the draws start from; the same seed gives the same intervals on every machine.
    var seed: UInt64

    /// How many columns are summed at a time: as many as fit the second-level cache with some thousand blocks.
    private static let tileWidth = 32

    /// The sums of every column in every resample, column by column.
    ///
    /// - Parameters:
    ///   - columns: values by block, all of the same number of blocks.
    ///   - pool: threads to share the work; the result does not depend on them.
    /// - Complexity: resamples x blocks x columns.
    func sums(_ columns: [[Int]], pool: WorkerPool?) -> [[Double]] {
        let starts = Array(stride(from: 0, to: columns.count, by: Self.tileWidth))
        let results = TileResults(count: starts.count)
        let tasks = starts.enumerated().map { number, start in
            { @Sendable (_: Int) in
                results[number] = tile(Array(columns[start..<min(start + Self.tileWidth, columns.count)]))
            }
        }
        if let pool {
            let submitted = tasks.map { pool.submit($0) }
            pool.employ()
            for task in submitted { pool.wait(for: task) }
        } else {
            for task in tasks { task(0) }
        }
        return (0..<starts.count).flatMap { results[$0] }
    }

    /// The sums of at most ``tileWidth`` columns.
    private func tile(_ columns: [[Int]]) -> [[Double]] {
        let blocks = columns.first?.count ?? 0
        let width = Self.tileWidth
        var values = [Double](repeating: 0, count: blocks * width)
        for (column, sums) in columns.enumerated() {
            for (block, sum) in sums.enumerated() { values[block * width + column] = Double(sum) }
        }
        var result = columns.map { _ in [Double](repeating: 0, count: count) }
        var totals = [Double](repeating: 0, count: width)
        for resample in 0..<count {
            for column in 0..<width { totals[column] = 0 }
            var draws = SplitMix64(seed: seed, stream: UInt64(resample))
            values.withUnsafeBufferPointer { values in
                totals.withUnsafeMutableBufferPointer { totals in
                    for _ in 0..<blocks {
                        let row = draws.next(below: blocks) &* width
                        for column in 0..<width { totals[column] += values[row &+ column] }
                    }
                }
            }
            for column in columns.indices { result[column][resample] = totals[column] }
        }
        return result
    }
}

/// Where the tasks of one call put what they found: each has a place of its own.
private final class TileResults: @unchecked Sendable {
    // Disjoint elements, each written by one task and read after all of them.
    private let places: UnsafeMutableBufferPointer<[[Double]]>

    init(count: Int) {
        places = .allocate(capacity: count)
        places.initialize(repeating: [])
    }

    deinit {
        places.deinitialize()
        places.deallocate()
    }

    subscript(index: Int) -> [[Double]] {
        get { places[index] }
        set { places[index] = newValue }
    }
}

/// A small generator of random numbers (S. Vigna, https://prng.di.unimi.it/splitmix64.c).
struct SplitMix64 {
    private var state: UInt64

    /// - Parameter stream: streams of one seed have nothing to do with each other.
    init(seed: UInt64, stream: UInt64) {
        state = seed &+ stream &* 0xD1B5_4A32_D192_ED03
        state = next()
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number below `bound`, by the high half of a product: its bias is far below what a bootstrap can show.
    @inline(__always)
    mutating func next(below bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: bound)).high)
    }
}
