/// Catalogues of translations that are compared together: entries of the same key say the same.
///
/// Programs often have several catalogues a language, and the same key, such as `title`, in more than one of them. Where
/// that is so, entries correspond only within catalogues of the same name.
public struct CatalogueSet: Sendable {
    private var catalogues: [(text: ParallelText, names: [String])] = []

    public init() {}

    public var isEmpty: Bool { catalogues.isEmpty }

    /// Adds what a file holds.
    ///
    /// - Parameter names: the names on the file's path, the file's last.
    public mutating func add(_ text: ParallelText, path names: [String]) { catalogues.append((text, names)) }

    /// The texts of all catalogues. Linear in them.
    ///
    /// - Parameter base: the language whose texts many catalogues hold beside those of their own.
    public func joined(base: ComparedLanguage) -> ParallelText {
        let isAmbiguous = sharesKeys(base)
        let names = catalogues.map { NamedLanguage.remainder(ofPath: $0.names) }
        // Where a folder says the language the file's name is enough, and folders may be others for each language.
        let fileNames = names.map { $0.last ?? "" }
        let areFileNamesEnough = !sharesKeys(base, within: fileNames)
        var all = ParallelText()
        for (number, catalogue) in catalogues.enumerated() {
            let name = areFileNamesEnough ? fileNames[number] : names[number].joined(separator: "/")
            all.add(catalogue.text, namespace: isAmbiguous ? name : "")
        }
        return all
    }

    /// Whether two catalogues, of those that have the same name, have an entry of one key and one language.
    private func sharesKeys(_ base: ComparedLanguage, within names: [String]? = nil) -> Bool {
        var known: Set<[String]> = []
        for (number, (text, _)) in catalogues.enumerated() {
            let name = names?[number] ?? ""
            let own = text.languages.filter { !$0.isSame(as: base) }
            for language in own.isEmpty ? text.languages : own {
                let label = language.tag?.description ?? language.label
                for key in text.keys(of: language) where !known.insert([name, label, key]).inserted { return true }
            }
        }
        return false
    }
}
