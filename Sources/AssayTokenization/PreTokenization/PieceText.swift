import CAssayUnicode

/// Valid UTF-8 that a pre-tokenizer walks over: positions are byte offsets on character boundaries.
///
/// The caller has checked that the bytes are valid UTF-8; nothing here reads at or past `end`.
struct PieceText {
    let base: UnsafePointer<UInt8>
    /// One past the last byte. A regular expression's "end of text".
    let end: Int

    /// A character's class and the number of its bytes.
    struct Character {
        var kind: CharacterClass
        var length: Int
    }

    @inline(__always)
    func byte(_ position: Int) -> UInt8 { base[position] }

    /// The byte at a position, or 0 at the end: for comparing with ASCII characters other than NUL.
    @inline(__always)
    func byteOrZero(_ position: Int) -> UInt8 { position < end ? base[position] : 0 }

    /// The class of the character at a position before the end.
    @inline(__always)
    func character(_ position: Int) -> Character {
        let first = base[position]
        if first < 0x80 { return Character(kind: classOfASCII(first), length: 1) }
        let (value, length) = scalar(position, first)
        return Character(kind: classOf(value), length: length)
    }

    /// The scalar value of the multi-byte character at a position, whose first byte is given.
    @inline(__always)
    func scalar(_ position: Int, _ first: UInt8) -> (value: UInt32, length: Int) {
        let second = UInt32(base[position &+ 1] & 0x3F)
        if first < 0xE0 { return (UInt32(first & 0x1F) << 6 | second, 2) }
        let third = UInt32(base[position &+ 2] & 0x3F)
        if first < 0xF0 { return (UInt32(first & 0x0F) << 12 | second << 6 | third, 3) }
        let fourth = UInt32(base[position &+ 3] & 0x3F)
        return (UInt32(first & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    }

    /// The class of an ASCII character.
    @inline(__always)
    func classOfASCII(_ byte: UInt8) -> CharacterClass {
        // The first block of the class table is that of the first 128 code points.
        unsafeBitCast(assay_class_blocks_start()[Int(byte)], to: CharacterClass.self)
    }

    /// The class of a scalar value. The table holds raw values only, and an enum without payload is laid out as its
    /// raw values where these count up from 0: `init(rawValue:)` would compare with each case.
    @inline(__always)
    func classOf(_ value: UInt32) -> CharacterClass {
        unsafeBitCast(assay_character_class(value), to: CharacterClass.self)
    }

    /// The end of the longest run from `position` of characters whose class is in `set`.
    @inline(__always)
    func endOfRun(_ position: Int, in set: CharacterSet) -> Int {
        var position = position
        while position < end {
            let next = character(position)
            guard set.contains(next.kind) else { break }
            position &+= next.length
        }
        return position
    }

    /// The end of the longest run of at most `limit` characters whose class is in `set`.
    @inline(__always)
    func endOfRun(_ position: Int, in set: CharacterSet, atMost limit: Int) -> Int {
        var position = position
        var left = limit
        while left > 0, position < end {
            let next = character(position)
            guard set.contains(next.kind) else { break }
            position &+= next.length
            left &-= 1
        }
        return position
    }

    /// The end of the longest run of carriage returns and line feeds, and of slashes where asked for.
    @inline(__always)
    func endOfNewlines(_ position: Int, orSlashes slashes: Bool = false) -> Int {
        var position = position
        while position < end {
            let next = base[position]
            guard next == 0x0A || next == 0x0D || (slashes && next == 0x2F) else { break }
            position &+= 1
        }
        return position
    }
}

/// A set of character classes.
struct CharacterSet {
    let bits: UInt32

    init(_ classes: CharacterClass...) {
        bits = classes.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    private init(bits: UInt32) { self.bits = bits }

    @inline(__always)
    func contains(_ kind: CharacterClass) -> Bool { bits >> UInt32(kind.rawValue) & 1 != 0 }

    func union(_ other: CharacterSet) -> CharacterSet { CharacterSet(bits: bits | other.bits) }

    /// `\p{L}`
    @inline(__always) static var letters: CharacterSet { CharacterSet(bits: 0b00_0000_1110) }
    /// `\p{N}`
    @inline(__always) static var numbers: CharacterSet { CharacterSet(bits: 0b00_0010_0000) }
    /// `\s`
    @inline(__always) static var whiteSpace: CharacterSet { CharacterSet(bits: 0b00_1100_0000) }
    /// `[^\s\p{L}\p{N}]`
    @inline(__always) static var others: CharacterSet { CharacterSet(bits: 0b11_0001_0001) }
    /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`
    @inline(__always) static var upperPhase: CharacterSet { CharacterSet(bits: 0b00_0001_1010) }
    /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`
    @inline(__always) static var lowerPhase: CharacterSet { CharacterSet(bits: 0b00_0001_1100) }
    /// `[\p{L}\p{M}]`
    @inline(__always) static var lettersAndMarks: CharacterSet { CharacterSet(bits: 0b00_0001_1110) }
    /// `[\p{P}\p{S}]`
    @inline(__always) static var punctuationAndSymbols: CharacterSet { CharacterSet(bits: 0b11_0000_0000) }
    /// `[^\r\n\p{L}\p{N}]`: what may stand before a word.
    @inline(__always) static var wordPrefix: CharacterSet { CharacterSet(bits: 0b11_0101_0001) }
}
