import AssayLinting
import AssayPrompts
import Synchronization

/// A file with its findings.
public struct LintedFile: Sendable {
    public var path: String
    public var source: [UInt8]
    /// In the order of the file.
    public var findings: [Finding]
    private let places: LazyPlaces

    public init(path: String, source: [UInt8], findings: [Finding]) {
        self.path = path
        self.source = source
        self.findings = findings
        places = LazyPlaces(source)
    }

    var lines: LineIndex { places.lines }

    /// Line and column of an offset, columns counted in characters as editors count them (Unicode scalar values).
    func position(_ offset: Int) -> LineIndex.Position { places.position(offset) }

    /// For each finding a name that no other finding of the file has: its fingerprint, and which one of those with
    /// the same words it is.
    func uniqueFingerprints() -> [String] {
        var counts: [String: Int] = [:]
        return findings.map { finding in
            let number = counts[finding.fingerprint, default: 0] + 1
            counts[finding.fingerprint] = number
            return "\(finding.fingerprint):\(number)"
        }
    }

    /// The part of a line around a place, without its line break: all of the line unless it is very long.
    func excerpt(ofLine line: Int, around place: Range<Int>, before: Int = 400, behind: Int = 1600) -> Range<Int> {
        guard let span = lines.span(ofLine: line, in: source) else { return 0..<0 }
        let start = place.lowerBound.clamped(to: span)
        let first = characterStart(start - min(before, start - span.lowerBound))
        return first..<characterStart(start + min(behind, span.upperBound - start))
    }

    /// The start of the character that a byte belongs to.
    private func characterStart(_ offset: Int) -> Int {
        var start = offset
        while start > max(0, offset - 3), start < source.count, source[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }
}

extension Int {
    fileprivate func clamped(to range: Range<Int>) -> Int { Swift.min(Swift.max(self, range.lowerBound), range.upperBound) }
}

/// The lines and columns of a file, found when they are first asked for: most files have no finding.
private final class LazyPlaces: Sendable {
    private struct Known {
        var lines: LineIndex
        /// How many characters begin before each multiple of ``step``.
        var counts: [Int]
    }

    private let source: [UInt8]
    private let known = Mutex<Known?>(nil)
    private static let step = 1024

    init(_ source: [UInt8]) { self.source = source }

    var lines: LineIndex { find().lines }

    /// Complexity: O(log lines), once the file was gone through.
    func position(_ offset: Int) -> LineIndex.Position {
        let known = find()
        let place = known.lines.position(at: offset)
        let end = Swift.min(Swift.max(0, offset), source.count)
        let start = end - (place.column - 1)
        return LineIndex.Position(line: place.line, column: characters(before: end, known) - characters(before: start, known) + 1)
    }

    /// Each byte that does not continue a character begins one, also where the text is not UTF-8.
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
                let end = Swift.min(start + Self.step, source.count)
                counts.append(counts[counts.count - 1] + Self.characters(source, start..<end))
            }
            let found = Known(lines: LineIndex(source), counts: counts)
            known = found
            return found
        }
    }
}
