import AssayJSON

/// Finds team, feature and other labels of a record in the places where logs keep them.
struct LogLabels {
    /// The dimensions that a report groups by; no others are looked for.
    let wanted: [UsageDimension]

    /// The labels that stand in one of the scopes, in their metadata, or in their tags.
    func read(_ scopes: [LogFields]) -> [UsageDimension: String] {
        guard !wanted.isEmpty else { return [:] }
        var places: [LogFields] = []
        var tags: [String] = []
        for scope in scopes {
            let metadata = scope.embedded("metadata")
            places += [scope, metadata, scope.object("labels"), scope.object("attributes")]
            for name in ["request_tags", "tags"] {
                tags += LogLabels.tags(scope, name) + LogLabels.tags(metadata, name)
            }
        }
        var labels: [UsageDimension: String] = [:]
        for dimension in wanted {
            let found = dimension.fields.lazy.compactMap { field in
                places.lazy.compactMap { $0.text(field) }.first ?? LogLabels.tagged(field, tags)
            }
            .first
            guard let value = found else { continue }
            labels[dimension] = dimension == .key ? LogLabels.masked(value) : value
        }
        return labels
    }

    /// A list of texts, or a text that holds one as JSON.
    private static func tags(_ scope: LogFields, _ name: String) -> [String] {
        if let list = scope.array(name) { return list.compactMap(\.string) }
        guard let text = scope.text(name), text.hasPrefix("["), let document = try? JSONDocument(text) else {
            return []
        }
        return document.root.elements.compactMap(\.string)
    }

    /// `team:search` and `team=search`.
    private static func tagged(_ name: String, _ tags: [String]) -> String? {
        tags.lazy.compactMap { tag -> String? in
            guard tag.hasPrefix(name), let mark = tag.dropFirst(name.count).first, mark == ":" || mark == "=" else {
                return nil
            }
            return String(tag.dropFirst(name.count + 1))
        }
        .first
    }

    /// A secret that got into a log must not get into a report.
    static func masked(_ key: String) -> String {
        key.hasPrefix("sk-") && key.count > 12 ? "sk-...\(key.suffix(4))" : key
    }
}
