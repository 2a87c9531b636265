/// One text of a ``PricePack``: records in the order of their keys, in sections that are compressed one by one.
struct PackedText: Sendable {
    let name: String
    private let pack: PricePack
    /// Of the pack's sections.
    private let sections: Range<Int>

    init(name: String, pack: PricePack, sections: Range<Int>) {
        self.name = name
        self.pack = pack
        self.sections = sections
    }

    /// The section that has all records with a key, if there are any, and other keys' records around them. Nil where
    /// the pack is damaged.
    ///
    /// - Complexity: O(log *n*) in the number of sections, and linear in the section's size.
    func section(of key: [UInt8]) -> [UInt8]? {
        // The first section whose first key is greater: what is looked for can only be in the one before.
        var (low, high) = (sections.lowerBound, sections.upperBound)
        while low < high {
            let middle = (low + high) / 2
            guard let first = pack.key(ofSection: middle) else { return nil }
            if key.lexicographicallyPrecedes(first) { high = middle } else { low = middle + 1 }
        }
        return low == sections.lowerBound ? [] : pack.section(low - 1)
    }

    /// All of it. Nil where the pack is damaged.
    ///
    /// - Complexity: O(length).
    func whole() -> [UInt8]? {
        var bytes: [UInt8] = []
        for index in sections {
            guard let section = pack.section(index) else { return nil }
            bytes += section
        }
        return bytes
    }
}
