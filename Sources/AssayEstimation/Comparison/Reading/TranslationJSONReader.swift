import AssayJSON
import AssayText

/// Reads translations in JSON: an Apple string catalogue (`.xcstrings`), one object or text a language (`{"en": {…},
/// "fr": {…}}`), a list of objects with a text a language, or the texts of one language by their keys, nested as they like.
public enum TranslationJSONReader {
    /// - Parameters:
    ///   - language: the language that the file's name gives; it is needed where the file holds but one.
    ///   - base: the language to take a string catalogue's keys for, where the catalogue does not say.
    public static func read(
        _ source: [UInt8], language: ComparedLanguage?, base: ComparedLanguage
    ) throws(ParallelTextError) -> ParallelText {
        let root: JSONValue
        do {
            root = try JSONDocument(source, options: .init(loneSurrogates: .replace, maximumDepth: 200)).root
        } catch {
            throw ParallelTextError("not JSON: \(error.reason)", line: error.position.line)
        }
        var text = ParallelText()
        if root["sourceLanguage"]?.string != nil, root["strings"]?.kind == .object {
            addCatalogue(root, base, to: &text)
        } else if root.kind == .array {
            addRows(root, to: &text)
        } else if let languages = languages(of: root) {
            for (language, value) in languages { add(value, prefix: "", language, to: &text) }
        } else if language == nil, let languages = languages(of: root, .string) {
            for (language, value) in languages { add(value, prefix: "", language, to: &text) }
        } else if let language, root.kind == .object {
            add(root, prefix: "", language, to: &text)
        } else if root.kind == .object {
            throw ParallelTextError("neither the file's name nor its keys say what language it is in")
        }
        if text.isEmpty { throw ParallelTextError("there is no text in it") }
        return text
    }

    /// The members of an object whose every key is a language and every value of one kind; nil for other objects.
    private static func languages(
        of root: JSONValue, _ kind: JSONKind = .object
    ) -> [(ComparedLanguage, JSONValue)]? {
        guard root.kind == .object, root.count > 0 else { return nil }
        var languages: [(ComparedLanguage, JSONValue)] = []
        for (key, value) in root.members {
            guard let name = key.string, let tag = LanguageTag(name: name), value.kind == kind else { return nil }
            languages.append((ComparedLanguage(label: name, tag: tag), value))
        }
        return languages
    }

    private static func addRows(_ root: JSONValue, to text: inout ParallelText) {
        for (number, element) in root.elements.enumerated() {
            for (key, value) in element.members {
                guard let name = key.string, let string = value.string, !string.isEmpty,
                    let language = LanguageColumn.language(name, firstValue: string)
                else { continue }
                text.add(string, key: "\(number)", language: language)
            }
        }
    }

    /// Adds all strings below a value by the path of their keys. The parser has limited the nesting. Keys that start
    /// with `@` hold remarks in Flutter's files.
    private static func add(
        _ value: JSONValue, prefix: String, _ language: ComparedLanguage, to text: inout ParallelText
    ) {
        switch value.kind {
        case .string:
            if let string = value.string, !string.isEmpty { text.add(string, key: prefix, language: language) }
        case .object:
            for (key, member) in value.members {
                guard let name = key.string, !name.hasPrefix("@") else { continue }
                add(member, prefix: prefix + "\u{1}" + name, language, to: &text)
            }
        case .array:
            for (number, element) in value.elements.enumerated() {
                add(element, prefix: prefix + "\u{1}\(number)", language, to: &text)
            }
        default: break
        }
    }

    // MARK: String catalogues

    private static func addCatalogue(_ root: JSONValue, _ base: ComparedLanguage, to text: inout ParallelText) {
        let name = root["sourceLanguage"]?.string ?? base.label
        let source = ComparedLanguage(label: name, tag: LanguageTag(name: name))
        var unfinished = 0
        var stale = 0
        for (key, entry) in members(root["strings"]) {
            guard let key = key.string, entry["shouldTranslate"]?.bool != false else { continue }
            // Xcode keeps what the code no longer asks for, as gettext keeps obsolete entries.
            if entry["extractionState"]?.string == "stale" {
                stale += 1
                continue
            }
            var hasSource = false
            for (language, value) in members(entry["localizations"]) {
                guard let label = language.string, let tag = LanguageTag(name: label) else { continue }
                if label == name { hasSource = true }
                addUnits(value, key: key, ComparedLanguage(label: label, tag: tag), to: &text, &unfinished)
            }
            // A key without a text of its own is the text.
            if !hasSource, !key.isEmpty { text.addIfMissing(key, key: key, language: source) }
        }
        if unfinished > 0 {
            text.notes.append(
                unfinished == 1
                    ? "left out 1 translation that is new or waits for a review"
                    : "left out \(unfinished) translations that are new or wait for a review")
        }
        if stale > 0 { text.notes.append("left out \(plural(stale, "stale entry", "stale entries"))") }
    }

    /// Adds a string unit, the units of plural and device variations, and what may stand in its placeholders.
    private static func addUnits(
        _ value: JSONValue, key: String, _ language: ComparedLanguage, to text: inout ParallelText,
        _ unfinished: inout Int
    ) {
        if let unit = value["stringUnit"], let string = unit["value"]?.string {
            switch unit["state"]?.string {
            case "new", "needs_review": unfinished += 1
            default: if !string.isEmpty { text.add(string, key: key, language: language) }
            }
        }
        for (_, variation) in members(value["variations"]) {
            for (name, form) in variation.members {
                let isPlain = name.isString("other")
                let suffix = isPlain ? "" : "\u{4}" + (name.string ?? "")
                addUnits(form, key: key + suffix, language, to: &text, &unfinished)
            }
        }
        for (name, substitution) in members(value["substitutions"]) {
            addUnits(substitution, key: key + "\u{5}" + (name.string ?? ""), language, to: &text, &unfinished)
        }
    }

    private static func members(_ value: JSONValue?) -> [(key: JSONValue, value: JSONValue)] {
        value.map { Array($0.members) } ?? []
    }
}
