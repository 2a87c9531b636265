extension PromptUnit {
    /// What a set of values without some names leaves open: the places at which these would be sent, and all that stands
    /// in loops and branches over them. A name that the unit sends nowhere is a value by itself.
    ///
    /// - Parameters:
    ///   - missing: names and dotted paths, as ``RenderedUnit/missing`` has them.
    ///   - end: where a value by itself stands, behind all bytes.
    /// - Complexity: O(segments x depth of blocks).
    public func segments(leftOpenBy missing: [String], end: Int) -> [Segment] {
        guard !missing.isEmpty else { return [] }
        let names = Set(missing.map(Self.root))
        var used: Set<Substring> = []
        func reads(_ references: [String]) -> Bool {
            let found = names.intersection(references.map(Self.root))
            used.formUnion(found)
            return !found.isEmpty
        }
        var open: [Segment] = []
        for segment in segments where segment.isSent && segment.kind != .image && segment.kind != .toolDefinition {
            // Not lazily: each block's names are used, whichever is met first.
            let isInside = enclosingBlocks(of: segment).map { reads(blocks[$0].references) }.contains(true)
            if isInside || segment.isOpenValue && reads(segment.references) { open.append(segment) }
        }
        return open
            + missing.filter { !used.contains(Self.root($0)) }.map {
                Segment(kind: .variable, span: end..<end, expression: $0, references: [$0])
            }
    }

    /// `history` of `history[0].text`.
    private static func root(_ path: String) -> Substring { path.prefix { $0 != "." && $0 != "[" } }
}
