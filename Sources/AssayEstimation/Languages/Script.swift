import CAssayUnicode

/// A writing system, as the Unicode property Script tells them apart (Unicode 15.0).
///
/// Chinese, Japanese and Korean are written in several of these at once; see ``LanguageSpans`` for those together.
public struct Script: Sendable, Hashable {
    /// The place in the table of scripts, which is in the order of their codes.
    let number: UInt8

    init(number: UInt8) { self.number = number }

    /// The script of a character. Constant time.
    public init(of scalar: Unicode.Scalar) { self.init(scalar.value) }

    /// - Parameter scalar: below 0x110000.
    init(_ scalar: UInt32) { number = assay_script(scalar) }

    /// The script with an ISO 15924 code such as `Latn`, written in any case; nil where Unicode has none of that code.
    public init?(code: some StringProtocol) {
        let wanted = code.lowercased()
        guard let place = Self.all.firstIndex(where: { $0.code.lowercased() == wanted }) else { return nil }
        number = UInt8(place)
    }

    /// The ISO 15924 code, such as `Deva`.
    public var code: String { Self.all[Int(number)].code }

    /// The name in Unicode's data files, such as `Devanagari`.
    public var name: String { Self.all[Int(number)].name }

    /// Whether characters of this value belong to no one script: punctuation, digits and emoji, marks that take the
    /// script of what they stand on, and what is not assigned.
    public var isShared: Bool { self == .common || self == .inherited || self == .unknown }

    public static let common = known("Zyyy")
    public static let inherited = known("Zinh")
    public static let unknown = known("Zzzz")
    public static let latin = known("Latn")
    public static let han = known("Hani")
    public static let hiragana = known("Hira")
    public static let katakana = known("Kana")
    public static let hangul = known("Hang")
    public static let bopomofo = known("Bopo")

    /// Codes that the tests find in the table.
    private static func known(_ code: String) -> Script { Script(code: code) ?? Script(number: 0) }

    /// How many scripts there are.
    static var count: Int { all.count }

    private static let all: [(code: String, name: String)] =
        String(cString: assay_script_names_start()).split(separator: "\n").map { line in
            (String(line.prefix(4)), String(line.dropFirst(5)))
        }
}

extension Script: CustomStringConvertible {
    public var description: String { code }
}
