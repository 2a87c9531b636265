/// Languages in the names of files, folders and columns.
extension LanguageTag {
    /// The language that a name stands for as a whole, in the ways in which people write them: `en`, `pt-BR`, `pt_BR`,
    /// `zho_Hans`, `pt_BR.UTF-8`, `sr@latin`; nil where it is none. A language without a name here is one where its three-letter code comes with a
    /// script, as in `gom_Deva`.
    public init?(name: some StringProtocol) {
        var text = String(name)
        // A POSIX locale: the encoding says nothing, one modifier names a script.
        var script: String?
        if let at = text.firstIndex(of: "@") {
            let modifier = text[text.index(after: at)...].lowercased()
            guard !modifier.contains(".") else { return nil }
            script = ["latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva"][modifier]
            text = String(text[..<at])
        }
        if let dot = text.firstIndex(of: ".") {
            guard text[dot...].lowercased().hasPrefix(".utf") else { return nil }
            text = String(text[..<dot])
        }
        text = String(text.map { $0 == "_" ? "-" : $0 })
        guard let tag = try? LanguageTag(text), tag.isKnown || tag.isCodeWithScript else { return nil }
        self = script.map { LanguageTag(language: tag.language, script: $0, region: tag.region) } ?? tag
    }

    /// Whether the tag is a three-letter code with a script of ISO 15924: words do not look like that by chance.
    private var isCodeWithScript: Bool {
        guard language.utf8.count == 3, let script else { return false }
        return Script(code: script) != nil || ["Hans", "Hant", "Jpan", "Kore"].contains(script)
    }

    /// The language that a file's name says its text is in: `en.txt`, `eng_Latn.devtest`, `messages.fr.json`,
    /// `app_zh_CN.po`. What stands nearest to the end of the name counts.
    public init?(fileName: some StringProtocol) {
        guard let found = NamedLanguage(fileName: String(fileName)) else { return nil }
        self = found.tag
    }

    /// The language that the names on a path give: that of the file, or else of the nearest folder that is named for
    /// one, as in `fr.lproj/Localizable.strings` and `locales/de/LC_MESSAGES/app.po`.
    ///
    /// - Parameter names: the names on the path, the file's last.
    public init?(path names: [String]) {
        guard let found = NamedLanguage(path: names) else { return nil }
        self = found.tag
    }
}

/// A language and the part of a name that gives it.
struct NamedLanguage {
    /// The part as it is written, such as `zho_Hans`.
    var name: String
    var tag: LanguageTag

    private init?(_ name: String) {
        guard let tag = LanguageTag(name: name) else { return nil }
        self.name = name
        self.tag = tag
    }

    init?(fileName: String) {
        if let whole = NamedLanguage(fileName) {
            self = whole
            return
        }
        var parts = fileName.split(separator: ".").map { String($0) }
        // What says how a file is written may look like a language too: .ts and .arb.
        if let last = parts.last, parts.count > 1, Self.fileExtensions.contains(last.lowercased()) {
            parts.removeLast()
        }
        for part in parts.reversed() {
            if let found = NamedLanguage(part) ?? Self.ending(part) {
                self = found
                return
            }
        }
        return nil
    }

    init?(path names: [String]) {
        guard let found = Self.find(inPath: names) else { return nil }
        self = found.language
    }

    /// The names on a path with a `*` in place of the language, so that `en/app.json` and `de/app.json` are the same.
    static func remainder(ofPath names: [String]) -> [String] {
        guard let (language, place) = find(inPath: names) else { return names }
        var rest = names
        let name = Array(names[place].utf8)
        let part = Array(language.name.utf8)
        // The last one is what gave the language.
        for start in stride(from: name.count - part.count, through: 0, by: -1)
        where name[start...].starts(with: part) {
            let marked = name[..<start] + [UInt8(ascii: "*")] + name[(start + part.count)...]
            rest[place] = String(decoding: marked, as: UTF8.self)
            break
        }
        return rest
    }

    /// The language and the place of the name that gives it.
    private static func find(inPath names: [String]) -> (language: NamedLanguage, place: Int)? {
        guard let file = names.last else { return nil }
        if let found = NamedLanguage(fileName: file) { return (found, names.count - 1) }
        for place in names.indices.dropLast().reversed().prefix(3) {
            let folder = names[place]
            let name = folder.hasSuffix(".lproj") ? String(folder.dropLast(".lproj".count)) : folder
            if let found = NamedLanguage(name) { return (found, place) }
        }
        return nil
    }

    private static let fileExtensions: Set<String> = ["arb", "cs", "md", "po", "ts"]

    /// The language behind the last separators of a name, the longest that is one: `app_zh_CN` is `zh-CN`.
    private static func ending(_ name: String) -> NamedLanguage? {
        for index in name.indices where name[index] == "_" || name[index] == "-" {
            if let found = NamedLanguage(String(name[name.index(after: index)...])) { return found }
        }
        return nil
    }
}
