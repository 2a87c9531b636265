/// The name of a language as BCP 47 writes it (https://www.rfc-editor.org/rfc/rfc5646): `en`, `zh-Hant`, `pt-BR`.
///
/// A value is well formed and in canonical case. It is also valid as far as this module knows: see ``isKnown``.
public struct LanguageTag: Sendable, Hashable {
    /// The language, such as `zh` or `yue`; empty in a tag that is private altogether, such as `x-klingon`.
    public let language: String
    /// The ISO 15924 code of the script, where the tag gives it.
    public let script: String?
    /// An ISO 3166 code or a number of UN M.49, where the tag gives it.
    public let region: String?
    public let variants: [String]
    /// Extensions and private use, as they are written.
    public let extensions: [String]

    /// The tag of a text whose language nothing tells: `und`.
    public static let undetermined = LanguageTag(language: "und")

    init(language: String, script: String? = nil, region: String? = nil) {
        self.language = language
        self.script = script
        self.region = region
        variants = []
        extensions = []
    }

    /// Reads a tag, in any case. The three-letter code of a language that has a two-letter one becomes that, as does
    /// the code of a language that a larger one usually stands for: `eng` is `en`, `cmn` is `zh`.
    ///
    /// - Throws: ``LanguageTagError`` where the text is not well formed.
    public init(_ text: some StringProtocol) throws(LanguageTagError) {
        var parser = LanguageTagParser(text)
        let isPrivate = parser.startsPrivateUse
        let primary = isPrivate ? "" : try parser.language()
        let extended = isPrivate ? nil : parser.extendedLanguage()
        script = isPrivate ? nil : parser.script()
        region = isPrivate ? nil : parser.region()
        variants = isPrivate ? [] : try parser.variants()
        extensions = try parser.extensions()
        let code = extended ?? primary
        language = LanguageList.tagOfCode[code] ?? code
    }

    /// Whether the language has a name here. A tag of a language that is rare or invented has none.
    public var isKnown: Bool { entry != nil }

    /// The language's name in English, with what else the tag says: `Chinese (Traditional)`, `Portuguese (BR)`.
    /// A language without a name here goes by its tag.
    public var name: String {
        guard let entry else { return description }
        // The usual script goes without saying; Chinese has two.
        let script = script == entry.script && language != "zh" ? nil : script
        let details = [script.map(Self.scriptName), region].compactMap { $0 } + variants
        return details.isEmpty ? entry.name : "\(entry.name) (\(details.joined(separator: ", ")))"
    }

    /// The script the text is in: the one given, or the one the language is usually written in.
    public var usualScript: String? { script ?? entry?.script }

    /// Whether both name one language, in the same script and region as far as both name one: `en` is `en-US`, but
    /// `pt-PT` is not `pt-BR`. A script that is not given is the usual one.
    public func isSameLanguage(as other: LanguageTag) -> Bool {
        guard language == other.language else { return false }
        if let one = usualScript, let two = other.usualScript, one != two { return false }
        guard let one = region, let two = other.region else { return true }
        return one == two
    }

    /// A script's name in a language's: those of Chinese go by the way it is written.
    private static func scriptName(_ code: String) -> String {
        switch code {
        case "Hans": "Simplified"
        case "Hant": "Traditional"
        case "Latn": "Latin"
        default: Script(code: code)?.name ?? code
        }
    }

    private var entry: LanguageList.Entry? { LanguageList.byTag[language] }
}

extension LanguageTag: CustomStringConvertible, Comparable {
    public var description: String {
        ([language, script, region].compactMap { $0 } + variants + extensions).filter { !$0.isEmpty }
            .joined(separator: "-")
    }

    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

/// A text that is no language tag.
public struct LanguageTagError: Error, Sendable, Hashable, CustomStringConvertible {
    public var text: String
    public var reason: String

    public var description: String {
        "'\(text)' is no language tag (\(reason)); write one such as en, pt-BR or zh-Hant"
    }
}
