/// A script, or those that one language is written in together: Chinese characters with kana, or with Hangul.
struct WritingSystem: Hashable, Sendable {
    /// The ISO 15924 code, such as `Latn` or `Jpan`.
    let code: String

    static let chinese = WritingSystem(code: "Hani")
    static let japanese = WritingSystem(code: "Jpan")
    static let korean = WritingSystem(code: "Kore")

    /// The system that most of a text is in; nil where it has no letters.
    ///
    /// A Japanese text may have more Chinese characters than kana, but never many without any.
    static func main(of profile: ScriptProfile) -> WritingSystem? {
        let kana = profile[.hiragana] + profile[.katakana]
        let han = profile[.han] + profile[.bopomofo]
        let hangul = profile[.hangul]
        let eastAsian = kana + han + hangul
        let rest = profile.scripts.first { !eastAsianScripts.contains($0.script) }
        // A Chinese character says about as much as two letters.
        if let rest, rest.count > 2 * eastAsian { return WritingSystem(code: rest.script.code) }
        if eastAsian == 0 { return nil }
        if hangul > kana, hangul * 10 >= han { return .korean }
        return kana * 12 >= han && kana > 0 ? .japanese : .chinese
    }

    /// The script as which a character's own counts in spans: kana, Hangul and Bopomofo join Chinese characters.
    static func folded(_ script: Script) -> Script { eastAsianScripts.contains(script) ? .han : script }

    private static let eastAsianScripts: Set<Script> = [.han, .hiragana, .katakana, .hangul, .bopomofo]

    /// The language whose script it is.
    var onlyLanguage: LanguageTag? { Self.decided[code].map { LanguageTag(language: $0) } }

    /// The language that most texts in it are in, where several share it.
    var usualLanguage: LanguageTag? { Self.usual[code].map { LanguageTag(language: $0) } }

    /// A language of the script, the script named where the language is usually written in another.
    func tag(_ language: LanguageTag) -> LanguageTag {
        language.usualScript == code ? language : LanguageTag(language: language.language, script: code)
    }

    private static let decided = [
        "Armn": "hy", "Cans": "iu", "Cher": "chr", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Jpan": "ja",
        "Khmr": "km", "Knda": "kn", "Kore": "ko", "Laoo": "lo", "Mlym": "ml", "Mtei": "mni", "Nkoo": "nqo",
        "Olck": "sat", "Orya": "or", "Sinh": "si", "Syrc": "syr", "Taml": "ta", "Telu": "te", "Tfng": "zgh",
        "Thaa": "dv", "Thai": "th", "Tibt": "bo", "Yiii": "ii",
    ]

    private static let usual = [
        "Arab": "ar", "Beng": "bn", "Cyrl": "ru", "Deva": "hi", "Ethi": "am", "Hebr": "he", "Mymr": "my",
    ]
}
