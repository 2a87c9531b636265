import AssayText
import AssayTokenization
import CAssayUnicode

/// A word, a number or a sign of a text after normalising.
struct ExampleWord: Hashable {
    enum Kind: UInt8 {
        case word, number, sign, variable
    }

    /// Hash of its normalised bytes.
    var key: UInt64
    /// Hash of its beginning, so that inflected forms of a word are one.
    var stem: UInt64
    var kind: Kind
    var isCapital: Bool
    /// Starts with a capital letter but does not start a sentence: most likely a name.
    var isName: Bool
    /// Changes what a sentence says: a negation, a truth value, a quantity.
    var isDecisive: Bool
    var isNegation: Bool
    /// Says what may, must or can be.
    var isModal: Bool
    /// Carries no content of its own.
    var isStopWord: Bool

    static func == (left: Self, right: Self) -> Bool { left.key == right.key }
    func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// Splits text into words for comparing: after NFKC and case folding, without white space, line wrapping, list
/// numbers, quotation marks, Markdown emphasis and escapes.
struct ExampleWords {
    private(set) var words: [ExampleWord] = []
    /// Where sentences begin, as indices of words.
    private(set) var sentences: [Int] = []
    /// Exclamation marks, and question marks beyond the first, that end sentences: they may tell one tone from another.
    private(set) var emphasis = 0
    /// Words that were written as one and are two: `don't`.
    private(set) var contractions = 0
    /// Where the last run of exclamation and question marks ends.
    private var marksEnd = 0
    private var isSentenceStart = true

    /// Complexity: O(n) in the bytes.
    init(_ text: some Collection<UInt8>) {
        var bytes = Array(text)
        if bytes.contains(where: { $0 >= 0x80 }) { bytes = Self.compatibilityForm(bytes) }
        bytes.withUnsafeBufferPointer { split($0) }
    }

    private static func compatibilityForm(_ bytes: [UInt8]) -> [UInt8] {
        // Ill-formed bytes are repaired first: ICU wants valid UTF-8.
        var text = String(decoding: bytes, as: UTF8.self)
        return text.withUTF8 { valid in
            var output = [UInt8](repeating: 0, count: valid.count * 2 + 16)
            for _ in 0..<2 {
                let capacity = output.count
                let count = output.withUnsafeMutableBufferPointer {
                    assay_normalize(assay_form_nfkc, valid.baseAddress, valid.count, $0.baseAddress, capacity)
                }
                guard count >= 0 else { break }
                if count <= capacity { return Array(output[..<Int(count)]) }
                output = [UInt8](repeating: 0, count: Int(count))
            }
            return Array(valid)
        }
    }

    // MARK: Splitting

    private mutating func split(_ bytes: UnsafeBufferPointer<UInt8>) {
        var offset = 0
        var isLineStart = true
        while offset < bytes.count {
            let byte = bytes[offset]
            if isLineStart, let end = Self.listNumber(bytes, offset) {
                offset = end
                isLineStart = false
            } else if let end = Self.stop(bytes, offset) {
                isSentenceStart = true
                offset = end
            } else if Self.isWordByte(byte) {
                offset = word(bytes, offset)
                isLineStart = false
            } else if byte == DemonstrationText.mark {
                offset = variable(bytes, offset)
                isLineStart = false
            } else if byte == 0x5C, offset + 1 < bytes.count {
                offset = escape(bytes, offset)
            } else {
                if byte == 0x0A { isLineStart = true } else if byte > 0x20 { sign(bytes, offset) }
                if ".?!\n".utf8.contains(byte) { isSentenceStart = true }
                offset += 1
            }
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
        default: false
        }
    }

    /// The end of a mark that ends a sentence or stands between its parts in scripts that have their own: `。`, `、`, `؟`, `।`.
    private static func stop(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        let lead = bytes[start]
        guard lead >= 0xD6, start + 1 < bytes.count else { return nil }
        let (second, third) = (bytes[start + 1], start + 2 < bytes.count ? bytes[start + 2] : 0)
        switch (lead, second, third) {
        // Armenian; Arabic comma, semicolon, question mark and full stop.
        case (0xD6, 0x89, _), (0xD8, 0x8C, _), (0xD8, 0x9B, _), (0xD8, 0x9F, _), (0xDB, 0x94, _): return start + 2
        // Indic, Burmese, Ethiopic, Khmer; Chinese and Japanese comma and full stop.
        case (0xE0, 0xA5, 0xA4...0xA5), (0xE1, 0x81, 0x8A...0x8B), (0xE1, 0x8D, 0xA1...0xA8), (0xE1, 0x9F, 0x94...0x95),
            (0xE3, 0x80, 0x81...0x82):
            return start + 3
        default: return nil
        }
    }

    /// `1. `, `2) `, `- `: how a list counts its items says nothing about them.
    private static func listNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        var end = start
        while end < bytes.count, end - start < 4, WordScanner.isDigit(bytes[end]) { end += 1 }
        let isNumbered = end > start && end < bytes.count && (bytes[end] == 0x2E || bytes[end] == 0x29)
        let isBullet = end == start && end < bytes.count && "-*+".utf8.contains(bytes[end])
        guard isNumbered || isBullet, end + 1 < bytes.count, bytes[end + 1] == 0x20 else { return nil }
        return end + 1
    }

    private mutating func word(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var end = start
        if bytes[start] >= 0xE2, let character = Self.ideograph(bytes, start) {
            add(bytes[start..<character], .word)
            return character
        }
        let isNumber = WordScanner.isDigit(bytes[start])
        while end < bytes.count {
            let byte = bytes[end]
            if byte >= 0xE2, Self.ideograph(bytes, end) != nil { break }
            if Self.stop(bytes, end) != nil { break }
            if let quote = Self.quotation(bytes, end) {
                // A quotation mark; inside a word it is an apostrophe.
                guard quote.isApostrophe, end + 3 < bytes.count, Self.isWordByte(bytes[end + 3]), end > start else {
                    if end == start { return end + 3 }
                    break
                }
                end += 3
            } else if Self.isWordByte(byte) {
                end += 1
            } else if byte == 0x27, end + 1 < bytes.count, Self.isWordByte(bytes[end + 1]) {
                end += 1
            } else if isNumber, byte == 0x2E || byte == 0x2C, end + 1 < bytes.count, WordScanner.isDigit(bytes[end + 1]) {
                end += 1
            } else {
                break
            }
        }
        add(bytes[start..<end], isNumber ? .number : .word)
        return end
    }

    /// End of a character of a script that is written without spaces.
    private static func ideograph(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        let lead = bytes[start]
        let length = lead >= 0xF0 ? 4 : 3
        guard start + length <= bytes.count else { return nil }
        // U+2E80 and up in three bytes; four-byte characters are ideographs or emoji.
        guard lead >= 0xE3 || lead == 0xE2 && bytes[start + 1] >= 0xBA else { return nil }
        return start + length
    }

    /// U+2018 to U+201F.
    private static func quotation(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> (isApostrophe: Bool, Int)? {
        guard bytes[start] == 0xE2, start + 2 < bytes.count, bytes[start + 1] == 0x80,
            (0x98...0x9F).contains(bytes[start + 2])
        else { return nil }
        return (bytes[start + 2] == 0x99, start + 3)
    }

    private mutating func variable(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        var end = start + 1
        while end < bytes.count, bytes[end] != DemonstrationText.mark { end += 1 }
        add(bytes[start..<end], .variable)
        return min(end + 1, bytes.count)
    }

    /// `\n`, `\t` are space, `\"` is a quotation mark; any other backslash is a sign.
    private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        switch bytes[offset + 1] {
        case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"):
            isSentenceStart = true
            return offset + 2
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: "\\"): return offset + 2
        default: break
        }
        sign(bytes, offset)
        return offset + 1
    }

    private mutating func sign(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) {
        let byte = bytes[offset]
        if ".,;:\"'`#~".utf8.contains(byte) { return }
        if closesSentence(bytes, offset) { return }
        if byte == UInt8(ascii: "*") {
            // Emphasis stands next to a word on one side only.
            let before = offset > 0 && Self.isWordByte(bytes[offset - 1])
            let after = offset + 1 < bytes.count && Self.isWordByte(bytes[offset + 1])
            let isDoubled =
                offset > 0 && bytes[offset - 1] == byte || offset + 1 < bytes.count && bytes[offset + 1] == byte
            if before != after || isDoubled { return }
        }
        add(bytes[offset..<offset + 1], .sign)
    }

    /// Whether a mark ends a sentence, alone or in a run behind its last word; in `a != b`, `a?.b` and `a ?? b` it is a sign.
    private mutating func closesSentence(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
        guard Self.isMark(bytes[offset]) else { return false }
        // Once a run, which may be as long as the text.
        if offset >= marksEnd {
            marksEnd = offset + 1
            while marksEnd < bytes.count, Self.isMark(bytes[marksEnd]) { marksEnd += 1 }
        }
        let isBehindWord = offset > 0 && bytes[offset - 1] > 0x20
        guard isBehindWord || marksEnd == offset + 1 else { return false }
        guard marksEnd == bytes.count || bytes[marksEnd] <= 0x20 || "\"')".utf8.contains(bytes[marksEnd]) else { return false }
        let isFurther = offset > 0 && Self.isMark(bytes[offset - 1])
        if bytes[offset] == UInt8(ascii: "!") || isFurther { emphasis += 1 }
        return true
    }

    private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") }

    private mutating func add(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ kind: ExampleWord.Kind) {
        guard kind == .word, let parts = Contraction.parts(bytes) else { return addWord(bytes, kind) }
        contractions += 1
        addWord(parts.first, .word)
        words[words.count - 1].isCapital = bytes.first.map { (0x41...0x5A).contains($0) } ?? false
        // `can't` and `won't` are no two ways to say one thing.
        if parts.second == "not" { words[words.count - 1].isDecisive = true }
        addWord(Array(parts.second.utf8), .word)
    }

    private mutating func addWord(_ bytes: some Collection<UInt8>, _ kind: ExampleWord.Kind) {
        var word = ExampleWord(
            key: 0, stem: 0, kind: kind, isCapital: false, isName: false, isDecisive: kind == .number,
            isNegation: false, isModal: false, isStopWord: kind == .sign)
        var isCapital = false
        if bytes.contains(where: { $0 >= 0x80 }) {
            let text = String(decoding: bytes, as: UTF8.self)
            isCapital = text.unicodeScalars.first?.properties.isUppercase ?? false
            let folded = Array(text.lowercased().replacing(text: "\u{2019}", with: "'").utf8)
            (word.key, word.stem) = Self.hashes(folded, kind)
        } else {
            isCapital = bytes.first.map { (0x41...0x5A).contains($0) } ?? false
            (word.key, word.stem) = Self.hashes(bytes.lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, kind)
        }
        word.isCapital = isCapital
        word.isName = isCapital && !isSentenceStart
        word.isNegation = Self.negations.contains(word.key)
        if word.isNegation || Self.decisive.contains(word.key) { word.isDecisive = true }
        if Self.stopWords.contains(word.key) { word.isStopWord = true }
        word.isModal = word.isStopWord && Self.modals.contains(word.key)
        if isSentenceStart, kind != .sign {
            sentences.append(words.count)
            isSentenceStart = false
        }
        words.append(word)
    }

    // MARK: Hashes

    private static func hashes(_ bytes: some Sequence<UInt8>, _ kind: ExampleWord.Kind) -> (UInt64, UInt64) {
        var key: UInt64 = 0xCBF2_9CE4_8422_2325
        var stem = key
        var count = 0
        for byte in bytes {
            key = (key ^ UInt64(byte)) &* 0x100_0000_01B3
            count += 1
            if count == 5 { stem = key }
        }
        return (key, count < 5 || kind != .word ? key : stem)
    }

    private static func keys(_ list: String) -> Set<UInt64> {
        Set(list.split(separator: " ").map { hashes($0.utf8, .word).0 })
    }

    private static let negations = keys(
        """
        not no never none nor cannot can't won't don't doesn't didn't isn't aren't wasn't weren't couldn't shouldn't \
        wouldn't without nothing nobody
        """)

    private static let modals = keys("can could may might must should will would")

    private static let decisive = keys(
        """
        true false yes and \
        or xor all any some every only except unless always first second third last before after left right up down \
        more less fewer north south east west one two three four five six seven eight nine ten
        """)

    private static let stopWords = keys(
        """
        a an the of to in on at for from by with as is are was were be been being am do does did have has had will \
        would can could should may might must this that these those it its they their them there here he she his her \
        him we our us you your i my me and or but if then else so than too very just also into onto about over under \
        again further once what which who whom whose when where why how not no each other such own same s t
        """)
}
