import Synchronization

/// The lines and columns of a file, found when they are first asked for: most files are read without.
///
/// Lines are those of ``LineIndex``. Columns count characters (Unicode scalar values) as editors do: each byte that
/// continues no character begins one, also where the text is not UTF-8.
public final class SourcePlaces: Sendable {
    private struct Known {
        var lines: LineIndex
        /// How many characters begin before each multiple of ``step``: a line may be as long as the file, and hold
        /// thousands of places.
        var counts: [Int]
    }

    private let source: [UInt8]
    private let known = Mutex<Known?>(nil)
    private static let step = 1024

    public init(_ source: [UInt8]) { self.source = source }

    public var lines: LineIndex { find().lines }

    /// Line of `offset`, from 1; offsets behind the file give its last line.
    public func line(at offset: Int) -> Int { lines.line(at: offset) }

    /// Line and column of `offset`; offsets behind the file give its end.
    ///
    /// - Complexity: O(log lines), once the file was gone through.
    public func position(at offset: Int) -> LineIndex.Position {
        let known = find()
        let place = known.lines.position(at: offset)
        let end = min(max(0, offset), source.count)
        let start = end - (place.column - 1)
        return LineIndex.Position(line: place.line, column: characters(before: end, known) - characters(before: start, known) + 1)
    }

    private func characters(before offset: Int, _ known: Known) -> Int {
        let block = offset / Self.step
        return known.counts[block] + Self.characters(source, block * Self.step..<offset)
    }

    private static func characters(_ source: [UInt8], _ range: Range<Int>) -> Int {
        source.withUnsafeBufferPointer { bytes in
            var count = 0
            for offset in range where bytes[offset] & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }

    private func find() -> Known {
        known.withLock { known in
            if let known { return known }
            var counts = [0]
            for start in stride(from: 0, to: source.count, by: Self.step) {
                let end = min(start + Self.step, source.count)
                counts.append(counts[counts.count - 1] + Self.characters(source, start..<end))
            }
            let found = Known(lines: LineIndex(source), counts: counts)
            known = found
            return found
        }
    }
}
