import AssayText

/// Reads gettext catalogues (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
///
/// Each `msgid` is a text of the base language, each `msgstr` its translation. Of plural forms the first goes with
/// `msgid`, the last with `msgid_plural`. Entries that are fuzzy, obsolete or not translated are left out.
public enum GettextReader {
    /// - Parameters:
    ///   - language: the translations' language; nil where only the file's header says.
    ///   - base: the language of the `msgid`s.
    public static func read(
        _ source: [UInt8], language: ComparedLanguage?, base: ComparedLanguage
    ) throws(ParallelTextError) -> ParallelText {
        if let error = ParallelTextError(notUTF8: source, conversion: "'msgconv --to-code=UTF-8'") { throw error }
        var parser = GettextParser()
        for (number, line) in SourceLines(source).enumerated() { try parser.take(line, number: number + 1) }
        parser.finishEntry()
        guard let language = language ?? parser.headerLanguage else {
            throw ParallelTextError("neither the file's name nor its header says what language it is in")
        }
        var text = ParallelText()
        for entry in parser.entries { entry.add(to: &text, language: language, base: base) }
        if parser.fuzzy > 0 {
            text.notes.append("left out \(plural(parser.fuzzy, "fuzzy entry", "fuzzy entries"))")
        }
        if parser.untranslated > 0 {
            text.notes.append("left out \(plural(parser.untranslated, "entry", "entries")) without a translation")
        }
        if text.isEmpty { throw ParallelTextError("there is no translated entry in it") }
        return text
    }
}

/// The lines of a text, without their ends.
struct SourceLines: Sequence {
    private let source: [UInt8]

    init(_ source: [UInt8]) { self.source = source }

    func makeIterator() -> AnyIterator<String> {
        var start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return AnyIterator {
            guard start < source.count else { return nil }
            let end = source[start...].firstIndex(of: 0x0A) ?? source.count
            var line = source[start..<end]
            if line.last == 0x0D { line.removeLast() }
            start = end + 1
            return String(decoding: line, as: UTF8.self)
        }
    }
}

private struct GettextEntry {
    var context = ""
    var id: String?
    var plural: String?
    var translations: [Int: String] = [:]
    var isFuzzy = false

    func add(to text: inout ParallelText, language: ComparedLanguage, base: ComparedLanguage) {
        guard let id else { return }
        let key = context + "\u{4}" + id
        let isBase = language.tag != nil && language.tag == base.tag
        if let first = translations[0], !first.isEmpty {
            if isBase {
                text.add(first, key: key, language: base)
            } else {
                text.addIfMissing(id, key: key, language: base)
                text.add(first, key: key, language: language)
            }
        }
        guard let plural, let last = translations.keys.max(), last > 0, let form = translations[last], !form.isEmpty
        else { return }
        if !isBase { text.addIfMissing(plural, key: key + "\u{4}s", language: base) }
        text.add(form, key: key + "\u{4}s", language: language)
    }
}

private struct GettextParser {
    private(set) var entries: [GettextEntry] = []
    private(set) var fuzzy = 0
    private(set) var untranslated = 0
    private(set) var headerLanguage: ComparedLanguage?
    private var entry = GettextEntry()
    /// What a line of quoted text continues.
    private var field: Field?

    private enum Field: Equatable {
        case context, id, plural
        case translation(Int)
    }

    mutating func take(_ line: String, number: Int) throws(ParallelTextError) {
        let text = line.trimmingSpaces
        if text.isEmpty { return finishEntry() }
        if text.hasPrefix("#") { return takeComment(text) }
        if text.hasPrefix("\"") { return try append(text, number) }
        guard let space = text.firstIndex(where: { $0 == " " || $0 == "\t" || $0 == "\"" }) else {
            throw ParallelTextError("'\(text)' has no text in quotes behind it", line: number)
        }
        try start(String(text[..<space]), number)
        try append(text[space...].trimmingSpaces, number)
    }

    private mutating func takeComment(_ text: String) {
        // A comment begins an entry, unless the entry has only begun.
        if !entry.translations.isEmpty { finishEntry() }
        if text.hasPrefix("#,"), text.split(whereSeparator: { ", #".contains($0) }).contains("fuzzy") {
            entry.isFuzzy = true
        }
    }

    private mutating func start(_ keyword: String, _ number: Int) throws(ParallelTextError) {
        switch keyword {
        case "msgctxt":
            if !entry.translations.isEmpty { finishEntry() }
            field = .context
        case "msgid":
            if !entry.translations.isEmpty { finishEntry() }
            if entry.id != nil { throw ParallelTextError("the msgid before this one has no msgstr", line: number) }
            field = .id
            entry.id = ""
        case "msgid_plural":
            field = .plural
            entry.plural = ""
        case "msgstr":
            field = .translation(0)
            entry.translations[0] = ""
        default:
            guard keyword.hasPrefix("msgstr["), keyword.hasSuffix("]"),
                let index = Int(keyword.dropFirst(7).dropLast()),
                (0..<100).contains(index)
            else { throw ParallelTextError("'\(keyword)' is no keyword of gettext", line: number) }
            field = .translation(index)
            entry.translations[index] = ""
        }
    }

    private mutating func append(_ quoted: String, _ number: Int) throws(ParallelTextError) {
        guard let text = CStyleString.unquoted(quoted) else {
            throw ParallelTextError("a text lacks its closing quote", line: number)
        }
        switch field {
        case .context: entry.context += text
        case .id: entry.id = (entry.id ?? "") + text
        case .plural: entry.plural = (entry.plural ?? "") + text
        case .translation(let index): entry.translations[index, default: ""] += text
        case nil: throw ParallelTextError("this text belongs to no msgid", line: number)
        }
    }

    mutating func finishEntry() {
        defer {
            entry = GettextEntry()
            field = nil
        }
        guard let id = entry.id else { return }
        if id.isEmpty, entry.context.isEmpty { return takeHeader() }
        if entry.isFuzzy {
            fuzzy += 1
        } else if entry.translations.values.allSatisfy(\.isEmpty) {
            untranslated += 1
        } else {
            entries.append(entry)
        }
    }

    private mutating func takeHeader() {
        for line in (entry.translations[0] ?? "").split(separator: "\n") where line.lowercased().hasPrefix("language:") {
            let name = String(line.dropFirst("language:".count)).trimmingSpaces
            headerLanguage = LanguageTag(name: name).map { ComparedLanguage(label: name, tag: $0) }
        }
    }
}

extension StringProtocol {
    /// The text without spaces and tabs at its ends.
    var trimmingSpaces: String {
        let rest = drop { $0 == " " || $0 == "\t" }
        return String(rest.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
