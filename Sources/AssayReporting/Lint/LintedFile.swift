import AssayLinting
import AssayPrompts

/// A file with its findings.
public struct LintedFile: Sendable {
    public var path: String
    public var source: [UInt8]
    /// In the order of the file.
    public var findings: [Finding]
    private let places: SourcePlaces

    public init(path: String, source: [UInt8], findings: [Finding]) {
        self.path = path
        self.source = source
        self.findings = findings
        places = SourcePlaces(source)
    }

    var lines: LineIndex { places.lines }

    /// Line and column of an offset, columns counted in characters as editors count them (Unicode scalar values).
    func position(_ offset: Int) -> LineIndex.Position { places.position(at: offset) }

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
