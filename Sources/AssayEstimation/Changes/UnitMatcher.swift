import AssayPrompts

/// Finds for each unit what it was before: by its path and name, then by the renames of files that are known, then by
/// what it says.
///
/// ```swift
/// let pairs = UnitMatcher.pairs(before: old, after: new, renames: ["a.md": "b.md"])
/// ```
public struct UnitMatcher {
    /// A unit that waits for its other version.
    private struct Entry {
        var index: UnitIndex
        /// The path, that of the later version where the file was renamed.
        var path: String
        var name: String
        var form: SentForm
    }

    /// How alike two texts are that count as one, in the share of word triples they have in common. As git does it.
    static let threshold = 0.5
    /// A text that is shorter is found again by chance.
    private static let shortest = 24

    private var before: [Entry]
    private var after: [Entry]
    private var pairs: [UnitPair] = []
    private let renamed: Set<String>

    /// Pairs of all units, those of the later version in their order, then those that are gone.
    ///
    /// - Parameter renames: paths before, with the paths after.
    /// - Complexity: near-linear in the text; units that only their content can match are compared by an index of word
    ///   triples, of which those in many units say nothing.
    public static func pairs(
        before: [ChangedFile], after: [ChangedFile], renames: [String: String] = [:]
    ) -> [UnitPair] {
        var matcher = UnitMatcher(before, after, renames)
        matcher.matchNames()
        matcher.matchInsideFiles()
        matcher.matchContent()
        return matcher.result()
    }

    private init(_ before: [ChangedFile], _ after: [ChangedFile], _ renames: [String: String]) {
        self.before = Self.entries(before, renames)
        self.after = Self.entries(after, [:])
        renamed = Set(renames.values)
    }

    private static func entries(_ files: [ChangedFile], _ renames: [String: String]) -> [Entry] {
        var result: [Entry] = []
        for (file, changed) in files.enumerated() {
            let path = renames[changed.path] ?? changed.path
            for (number, unit) in changed.document.units.enumerated() {
                result.append(
                    Entry(
                        index: UnitIndex(file: file, unit: number), path: path, name: unit.name,
                        form: SentForm(unit, in: changed.document)))
            }
        }
        return result
    }

    // MARK: Names

    /// Units whose name is their own in both versions of their file.
    private mutating func matchNames() {
        let places = Self.unique(after)
        var taken: (before: Set<Int>, after: Set<Int>) = ([], [])
        for (key, one) in Self.unique(before).sorted(by: { $0.value < $1.value }) {
            guard let other = places[key] else { continue }
            add(before[one], after[other], .identity)
            taken.before.insert(one)
            taken.after.insert(other)
        }
        remove(taken.before, taken.after)
    }

    private struct Key: Hashable {
        var path: String
        var name: String
    }

    /// The places of entries whose path and name no other entry has. A line's number is no name: lines move.
    private static func unique(_ entries: [Entry]) -> [Key: Int] {
        var places: [Key: Int] = [:]
        var repeated: Set<Key> = []
        for (index, entry) in entries.enumerated() where !entry.name.hasPrefix("line ") {
            let key = Key(path: entry.path, name: entry.name)
            if places.updateValue(index, forKey: key) != nil { repeated.insert(key) }
        }
        return places.filter { !repeated.contains($0.key) }
    }

    // MARK: One file

    /// Units of one file that were renamed, or that have no name of their own: the same text, then a similar one, then
    /// the same name or the same place.
    private mutating func matchInsideFiles() {
        var groups: [String: (before: [Int], after: [Int])] = [:]
        for (index, entry) in before.enumerated() { groups[entry.path, default: ([], [])].before.append(index) }
        for (index, entry) in after.enumerated() { groups[entry.path]?.after.append(index) }
        var taken: (before: Set<Int>, after: Set<Int>) = ([], [])
        for path in groups.keys.sorted() {
            guard let group = groups[path], !group.after.isEmpty else { continue }
            var found = Self.same(group.before.map { before[$0] }, group.after.map { after[$0] }, shortest: 0)
            let rest = Self.rest(found, group.before, group.after)
            let alike = SimilarText.pairs(
                rest.before.map { before[$0].form.bytes }, rest.after.map { after[$0].form.bytes },
                threshold: Self.threshold)
            found = found.map { (group.before[$0.0], group.after[$0.1]) }
            found += alike.map { (rest.before[$0.before], rest.after[$0.after]) }
            let (old, new) = (Set(found.map(\.0)), Set(found.map(\.1)))
            var left = rest.after.filter { !new.contains($0) }
            for one in rest.before where !old.contains(one) {
                guard let place = left.firstIndex(where: { after[$0].name == before[one].name }) else { continue }
                found.append((one, left.remove(at: place)))
            }
            for (one, other) in found {
                add(before[one], after[other], .identity)
                taken.before.insert(one)
                taken.after.insert(other)
            }
        }
        remove(taken.before, taken.after)
    }

    // MARK: Content

    /// Units that moved to another file.
    private mutating func matchContent() {
        let found = Self.same(before, after, shortest: Self.shortest)
        for (one, other) in found { add(before[one], after[other], .content) }
        remove(Set(found.map(\.0)), Set(found.map(\.1)))
        let alike = SimilarText.pairs(before.map(\.form.bytes), after.map(\.form.bytes), threshold: Self.threshold)
        for pair in alike { add(before[pair.before], after[pair.after], .content) }
        remove(Set(alike.map(\.before)), Set(alike.map(\.after)))
    }

    /// Entries with the same form, in order.
    private static func same(_ before: [Entry], _ after: [Entry], shortest: Int) -> [(Int, Int)] {
        var places: [[UInt8]: [Int]] = [:]
        for (index, entry) in before.enumerated().reversed() where entry.form.bytes.count >= shortest {
            places[entry.form.bytes, default: []].append(index)
        }
        return after.enumerated().compactMap { index, entry in
            places[entry.form.bytes]?.popLast().map { ($0, index) }
        }
    }

    private static func rest(
        _ found: [(Int, Int)], _ before: [Int], _ after: [Int]
    ) -> (before: [Int], after: [Int]) {
        let (old, new) = (Set(found.map(\.0)), Set(found.map(\.1)))
        return (
            before.indices.filter { !old.contains($0) }.map { before[$0] },
            after.indices.filter { !new.contains($0) }.map { after[$0] }
        )
    }

    // MARK: Pairs

    private mutating func add(_ one: Entry, _ other: Entry, _ basis: UnitPair.Basis) {
        // Inside one file a new name is a move too, where the name says which unit it is.
        let isRenamed = one.name != other.name && !one.name.hasPrefix("line ")
        let basis =
            basis == .content || isRenamed ? UnitPair.Basis.content : renamed.contains(other.path) ? .rename : basis
        pairs.append(
            UnitPair(
                before: one.index, after: other.index, basis: basis, isSame: one.form.bytes == other.form.bytes))
    }

    private mutating func remove(_ old: Set<Int>, _ new: Set<Int>) {
        before = before.enumerated().filter { !old.contains($0.offset) }.map(\.element)
        after = after.enumerated().filter { !new.contains($0.offset) }.map(\.element)
    }

    private func result() -> [UnitPair] {
        func precedes(_ one: UnitIndex?, _ other: UnitIndex?) -> Bool {
            guard let one, let other else { return one != nil }
            return (one.file, one.unit) < (other.file, other.unit)
        }
        let added = after.map { UnitPair(before: nil, after: $0.index, basis: .identity, isSame: false) }
        let removed = before.map { UnitPair(before: $0.index, after: nil, basis: .identity, isSame: false) }
        return (pairs + added).sorted { precedes($0.after, $1.after) } + removed
    }
}
