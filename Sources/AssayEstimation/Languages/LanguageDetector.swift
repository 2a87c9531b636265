/// The language that a text seems to be in.
public struct DetectedLanguage: Sendable, Hashable {
    public var language: LanguageTag
    /// The ISO 15924 code of the script, such as `Latn`, `Jpan` or `Hant`.
    public var script: String
    public var certainty: Certainty

    /// What a language was told by, the surest first. The raw values are the names that reports show.
    public enum Certainty: String, Sendable, Hashable, CaseIterable {
        /// No other language of note is written in the script.
        case script
        /// Its letters and words, well ahead of every other language's.
        case words
        /// The best guess; a longer text may show another.
        case guess
    }
}

/// Finds out the language of a text: by its script where that decides, else by letters and frequent words.
///
/// It looks at the beginning of a text, some thousand characters. It knows fewer languages than a library of trained
/// profiles does; where the package is built with `ASSAY_CLD2=1`, CLD2 is asked about scripts that languages share.
public enum LanguageDetector {
    /// How many bytes of a text are looked at.
    static let window = 8192

    /// The language of a text; nil where it has no letters, or nothing speaks for any language.
    public static func detect(_ text: UnsafeBufferPointer<UInt8>) -> DetectedLanguage? {
        let part = UnsafeBufferPointer(rebasing: text[..<boundary(text, min(text.count, window))])
        var profile = ScriptProfile()
        profile.add(part)
        guard let script = WritingSystem.main(of: profile) else { return nil }
        return detect(part, script: script)
    }

    /// The language of a text; see ``detect(_:)-(UnsafeBufferPointer<UInt8>)``.
    public static func detect(_ text: String) -> DetectedLanguage? {
        var text = text
        return text.withUTF8 { detect($0) }
    }

    /// The language of a text that is mostly in a known writing system.
    static func detect(_ text: UnsafeBufferPointer<UInt8>, script: WritingSystem) -> DetectedLanguage? {
        if script == .chinese {
            return chinese(String(decoding: text, as: UTF8.self))
        }
        if let only = script.onlyLanguage {
            return DetectedLanguage(language: only, script: script.code, certainty: .script)
        }
        if let found = TrainedProfiles.language(of: text, script: script) { return found }
        let evidence = LanguageEvidence.of(script.code)?.language(of: String(decoding: text, as: UTF8.self))
        if let evidence {
            return DetectedLanguage(
                language: script.tag(evidence.tag), script: script.code,
                certainty: evidence.isClear ? .words : .guess)
        }
        return script.usualLanguage.map {
            DetectedLanguage(language: $0, script: script.code, certainty: .guess)
        }
    }

    /// A name or a heading in Japanese has no kana either, so that a few characters tell nothing.
    private static func chinese(_ text: String) -> DetectedLanguage {
        let tag = ChineseForms.tag(of: text)
        let isShort =
            text.unicodeScalars.lazy.filter { Script(of: $0) == .han }.prefix(8).count < 8 && !ChineseForms.areChinese(text)
        return DetectedLanguage(
            language: tag, script: isShort ? "Hani" : tag.usualScript ?? WritingSystem.chinese.code,
            certainty: isShort ? .guess : .script)
    }

    /// The start of the character that the byte at `offset` belongs to.
    private static func boundary(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        var start = offset
        while start > 0, offset - start < 3, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }
}
