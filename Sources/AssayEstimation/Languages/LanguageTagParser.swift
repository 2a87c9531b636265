/// Takes a language tag apart, subtag by subtag, after the grammar of RFC 5646, section 2.1.
struct LanguageTagParser {
    private let text: String
    private let subtags: [String]
    private var next = 0

    init(_ text: some StringProtocol) {
        self.text = String(text)
        let parts: [Substring] = self.text.split(separator: "-", omittingEmptySubsequences: false)
        subtags = parts.map(String.init)
    }

    var startsPrivateUse: Bool { subtags.first?.lowercased() == "x" }

    mutating func language() throws(LanguageTagError) -> String {
        guard let first = take(where: { (2...8).contains($0.utf8.count) && $0.isLetters }) else {
            throw error("a language has two to eight letters")
        }
        return first.lowercased()
    }

    /// `zh-yue` is another way to write `yue`.
    mutating func extendedLanguage() -> String? {
        guard next > 0, subtags[next - 1].utf8.count <= 3 else { return nil }
        return take { $0.utf8.count == 3 && $0.isLetters }?.lowercased()
    }

    mutating func script() -> String? {
        take { $0.utf8.count == 4 && $0.isLetters }.map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
    }

    mutating func region() -> String? {
        take { ($0.utf8.count == 2 && $0.isLetters) || ($0.utf8.count == 3 && $0.isDigits) }?.uppercased()
    }

    mutating func variants() throws(LanguageTagError) -> [String] {
        var variants: [String] = []
        while let variant = take(where: Self.isVariant)?.lowercased() {
            guard !variants.contains(variant) else { throw error("the variant \(variant) stands there twice") }
            variants.append(variant)
        }
        return variants
    }

    /// Extensions, each a letter or digit and what follows it, and private use, to the end.
    mutating func extensions() throws(LanguageTagError) -> [String] {
        let rest = subtags[next...].map { $0.lowercased() }
        guard let first = rest.first else { return [] }
        guard first.utf8.count == 1, first.isLettersOrDigits else { throw error("'\(subtags[next])' fits nowhere") }
        var previousIsSingleton = false
        var isPrivate = false
        for subtag in rest {
            guard (1...8).contains(subtag.utf8.count), subtag.isLettersOrDigits else {
                throw error("'\(subtag)' is not one to eight letters and digits")
            }
            let isSingleton = !isPrivate && subtag.utf8.count == 1
            if isSingleton, previousIsSingleton { throw error("nothing follows an extension's letter") }
            if isSingleton, subtag == "x" { isPrivate = true }
            previousIsSingleton = isSingleton
        }
        if previousIsSingleton { throw error("nothing follows '\(rest.last ?? "")'") }
        next = subtags.count
        return rest
    }

    private static func isVariant(_ subtag: String) -> Bool {
        guard subtag.isLettersOrDigits else { return false }
        let length = subtag.utf8.count
        return (5...8).contains(length) || (length == 4 && subtag.prefix(1).isDigits)
    }

    private mutating func take(where isWanted: (String) -> Bool) -> String? {
        guard next < subtags.count, isWanted(subtags[next]) else { return nil }
        defer { next += 1 }
        return subtags[next]
    }

    private func error(_ reason: String) -> LanguageTagError { LanguageTagError(text: text, reason: reason) }
}

extension StringProtocol {
    /// Whether all is ASCII letters.
    fileprivate var isLetters: Bool { utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) } }
    /// Whether all is ASCII digits.
    fileprivate var isDigits: Bool { utf8.allSatisfy { (0x30...0x39).contains($0) } }
    fileprivate var isLettersOrDigits: Bool {
        utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
    }
}
