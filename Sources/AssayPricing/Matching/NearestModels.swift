/// The models that a name may have meant, for a name that means none.
struct NearestModels {
    let table: PriceTable

    /// What is suggested, and what is looked at to choose it.
    private static let (suggested, examined) = (5, 100)

    init(_ table: PriceTable) { self.table = table }

    /// The names that differ least. Among equals, models that are sold come before retired ones, those that several
    /// sources list before the others, and a model at its maker before the same elsewhere.
    ///
    /// - Complexity: O(*n* x *m*²) for *n* names in the index and *m* bytes of the name; for messages only.
    func names(_ name: String, among providers: Set<String>?) -> [String] {
        let wanted = NameIndex.fold(name)
        var nearest: [String: Candidate] = [:]
        for row in table.allRows() where providers?.contains(row.provider) != false {
            guard let distance = Self.distance(wanted, row.name) else { continue }
            let isHome = ModelFamilies.maker(of: row.id) == row.provider
            let shown = NameIndex.fold(row.id) == NameIndex.fold(row.name) ? row.id : row.name
            let candidate = Candidate(row: row, shown: shown, distance: distance, isHome: isHome)
            if let known = nearest[NameIndex.fold(row.name)], !(candidate < known) { continue }
            nearest[NameIndex.fold(row.name)] = candidate
        }
        var candidates = Array(nearest.values.sorted().prefix(Self.examined))
        for index in candidates.indices { candidates[index].age = age(candidates[index].row) }
        return candidates.sorted().prefix(Self.suggested).map(\.shown)
    }

    /// The least of the differences from the name and from the name without its family, which people leave out.
    private static func distance(_ wanted: String, _ name: String) -> Int? {
        let name = NameIndex.fold(name)
        var forms = [name]
        if let family = NameForms.families.first(where: name.hasPrefix), !wanted.hasPrefix(family) {
            forms.append(String(name.dropFirst(family.count)))
        }
        return forms.compactMap { EditDistance.difference(wanted, $0) }.min()
    }

    /// 2 for a retired model, 1 for one that a single source lists, as the other leaves old models out, else 0.
    private func age(_ row: NameIndex.Row) -> Int {
        guard let model = try? table.model(provider: row.provider, id: row.id) else { return 0 }
        if model.status == .retired { return 2 }
        return Set(model.sources.map(\.name)).count < 2 ? 1 : 0
    }

    private struct Candidate: Comparable {
        var row: NameIndex.Row
        var shown: String
        var distance: Int
        var isHome: Bool
        var age = 0

        static func < (left: Candidate, right: Candidate) -> Bool {
            if left.distance != right.distance { return left.distance < right.distance }
            if left.age != right.age { return left.age < right.age }
            if left.isHome != right.isHome { return left.isHome }
            return (left.shown.utf8.count, left.shown, left.row.provider)
                < (right.shown.utf8.count, right.shown, right.row.provider)
        }
    }
}
