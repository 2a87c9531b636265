/// Makes the edits of fixes.
public enum FixApplier {
    /// A file after some of its fixes.
    public struct Result: Sendable {
        public var bytes: [UInt8]
        /// The findings whose fixes were made.
        public var fixed: [Finding]
    }

    /// Makes the fixes of `findings` that may be made and do not overlap an earlier one; the others wait for the next
    /// round, when the file has been linted again.
    ///
    /// - Parameter allowsUnsafe: whether fixes are made that may change what the prompt means.
    public static func apply(_ findings: [Finding], to source: [UInt8], allowsUnsafe: Bool) -> Result {
        var edits: [Fix.Edit] = []
        var fixed: [Finding] = []
        for finding in findings {
            guard let fix = finding.fix, fix.safety == .safe || allowsUnsafe, !fix.edits.isEmpty,
                fix.edits.allSatisfy({ $0.span.lowerBound >= 0 && $0.span.upperBound <= source.count }),
                !fix.edits.contains(where: { edit in edits.contains { touches($0.span, edit.span) } })
            else { continue }
            edits += fix.edits
            fixed.append(finding)
        }
        guard !edits.isEmpty else { return Result(bytes: source, fixed: []) }
        var bytes: [UInt8] = []
        var position = 0
        for edit in edits.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
            bytes += source[position..<max(position, edit.span.lowerBound)]
            bytes += edit.replacement
            position = max(position, edit.span.upperBound)
        }
        bytes += source[position...]
        return Result(bytes: bytes, fixed: fixed)
    }

    private static func touches(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        first.overlaps(second) || first.upperBound == second.lowerBound || second.upperBound == first.lowerBound
    }
}
