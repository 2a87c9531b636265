import AssayEstimation

/// Keys of tables that look like languages and have no text. A later row or file may have one, so it is told at the end.
struct CompareEmptyNames {
    private var files: [File] = []

    private struct File {
        var source: InputSource
        /// The languages by key; nil for a key that is none. A key comes with each of its rows.
        var languages: [String: ComparedLanguage?] = [:]
        /// The keys of languages, in their order.
        var names: [String] = []
    }

    /// Begins a file.
    mutating func begin(_ source: InputSource) { files.append(File(source: source)) }

    /// Adds a key of the file that has no text in a row. Complexity: O(1) for a key that is known.
    mutating func add(_ name: String) {
        guard let last = files.indices.last, files[last].languages[name] == nil else { return }
        let language = LanguageColumn.language(name, firstValue: "")
        files[last].languages[name] = .some(language)
        if language != nil { files[last].names.append(name) }
    }

    /// Says which keys of each file are left out, because no file has a text in their language.
    func tell(besides languages: [ComparedLanguage]) {
        let compared = Set(languages)
        for file in files {
            let names = file.names.filter { name in
                (file.languages[name] ?? nil).map { !compared.contains($0) } ?? false
            }
            guard !names.isEmpty else { continue }
            let shown = names.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
            let more = names.count > 3 ? " and \(names.count - 3) more" : ""
            let consequence = names.count == 1 ? "it is left out" : "they are left out"
            Diagnostics.standard.note("\(file.source.display): there is no text in \(shown)\(more); \(consequence)")
        }
    }
}
