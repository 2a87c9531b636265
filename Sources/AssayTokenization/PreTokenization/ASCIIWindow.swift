import CAssayUnicode

/// Finds the pieces of 64 bytes of ASCII at once, by bit algebra over the classes of its characters.
///
/// A window starts where a piece starts, so that nothing before it matters, and gives the starts of the pieces that
/// are certain whatever follows it. What it cannot decide, a character beyond ASCII, a run of white space or a word
/// that reaches its end, is left to the next window or to the rule's own scanner.
struct ASCIIWindow {
    static let size = 64

    /// What a pattern does with ASCII text.
    struct Traits {
        /// How many digits make a piece; 0 for as many as there are.
        var digits: Int
        /// Whether upper case after lower case starts a word.
        var splitsCase: Bool
        /// Whether a contraction such as `'s` belongs to the word before it; otherwise it is a piece of its own.
        var contractionsJoin: Bool
        /// Whether the pattern has contractions at all.
        var contractions: Bool
        /// Whether slashes after newlines belong to the symbols before them.
        var slashesJoin: Bool
        /// Whether it is GPT-2's way: a space joins whatever follows it, nothing else joins, and newlines are white space
        /// like any other. Contractions are in lower case only.
        var onlySpaceJoins = false
    }

    /// Bit i is set where a piece starts at byte i. Bit 0 is set.
    private(set) var starts: UInt64
    private let masks: assay_masks
    private let base: UnsafePointer<UInt8>

    /// Classifies 64 bytes, all of which must be readable.
    ///
    /// - Parameter traits: known when this is compiled, so that what a pattern lacks costs nothing.
    @inline(__always)
    init(_ base: UnsafePointer<UInt8>, _ traits: Traits) {
        self.base = base
        masks = assay_classify(base)
        starts = 1
        // Up to the first character that is not ASCII.
        let limit = masks.high.trailingZeroBitCount
        let inside = limit == 64 ? UInt64.max : (1 &<< UInt64(limit)) &- 1
        let letter = masks.letter
        let symbol = ~(letter | masks.digit | masks.white | masks.high)
        if traits.onlySpaceJoins {
            starts |= Self.startsWhereOnlySpaceJoins(masks)
            finish(limit, inside, traits, white: masks.white, contractions: symbol & ~(symbol | masks.space) &<< 1)
            return
        }

        // Newlines behind symbols belong to them, and slashes behind those: floods each run from where it is entered.
        let tailRun = traits.slashesJoin ? masks.newline | masks.slash : masks.newline
        let entered = masks.newline & symbol &<< 1
        let tail = tailRun & ~(tailRun &+ entered) | entered
        let freeSymbol = symbol & ~tail
        let white = masks.white & ~tail
        let newline = masks.newline & ~tail

        // Symbols: the first of a run, unless a space joins it.
        let symbolStart = freeSymbol & ~(freeSymbol | masks.space) &<< 1 | freeSymbol & 1
        // A letter starts a word, unless one character that is neither newline nor digit stands before it as its prefix:
        // white space always does, a symbol where it starts a piece.
        let prefix = (white & ~newline) | symbolStart
        starts |= symbolStart | letter & ~(letter | prefix) &<< 1
        if traits.splitsCase { starts |= masks.upper & (letter & ~masks.upper) &<< 1 }
        starts |= Self.digitStarts(masks.digit, traits.digits)

        // White space: its first character; the one behind its last newline; its last character, if that is no newline.
        let lastWhite = white & ~(white &>> 1)
        starts |= white & ~(white &<< 1) | lastWhite & ~newline | (newline & ~(newline &>> 1)) &<< 1
        let newlineLater = newline & (white & ~newline) &<< 1
        if newlineLater != 0 { joinBlankLines(newlineLater & inside, white) }

        finish(limit, inside, traits, white: white, contractions: symbolStart)
    }

    /// Runs of letters, of digits and of symbols, with the space before them; white space up to its last character.
    @inline(__always)
    private static func startsWhereOnlySpaceJoins(_ masks: assay_masks) -> UInt64 {
        let (letter, digit, white) = (masks.letter, masks.digit, masks.white)
        let symbol = ~(letter | digit | white | masks.high)
        let first = letter & ~(letter &<< 1) | digit & ~(digit &<< 1) | symbol & ~(symbol &<< 1)
        return first & ~(masks.space &<< 1) | white & ~(white &<< 1) | white & ~(white &>> 1)
    }

    /// Leaves out the starts that what follows could change.
    @inline(__always)
    private mutating func finish(
        _ end: Int, _ inside: UInt64, _ traits: Traits, white: UInt64, contractions symbolStart: UInt64
    ) {
        var limit = end
        // White space that reaches the limit may go on behind it: only its start is certain.
        if limit > 0, white &>> UInt64(limit &- 1) & 1 != 0 {
            let before = ~white & inside
            limit = before == 0 ? 1 : 65 &- before.leadingZeroBitCount
        }
        if traits.contractions, masks.apostrophe & inside != 0 {
            limit = min(limit, resolveContractions(limit, traits, symbolStart))
        }
        starts &= limit >= 64 ? UInt64.max : (1 &<< UInt64(limit)) &- 1
    }

    /// The starts of pieces among digits.
    @inline(__always)
    private static func digitStarts(_ digit: UInt64, _ digits: Int) -> UInt64 {
        if digits == 1 { return digit }
        var starts = digit & ~(digit &<< 1)
        guard digits == 3 else { return starts }
        // Every third of a run: a digit three behind a start, with digits between.
        let full = digit & digit &<< 1 & digit &<< 2 & digit &<< 3
        var next = starts &<< 3 & full
        while next != 0 {
            starts |= next
            next = next &<< 3 & full
        }
        return starts
    }

    /// Takes back the starts inside runs of white space in which a newline follows other white space: all up to the
    /// last newline is one piece.
    private mutating func joinBlankLines(_ newlines: UInt64, _ white: UInt64) {
        var left = newlines
        while left != 0 {
            let position = UInt64(left.trailingZeroBitCount)
            left &= left &- 1
            let upTo = UInt64.max &>> (63 &- position)
            let before = ~white & upTo
            // The run's first character keeps its start.
            let first = before == 0 ? 0 : 64 &- UInt64(before.leadingZeroBitCount)
            starts &= ~(upTo & ~(first == 63 ? UInt64.max : (1 &<< (first &+ 1)) &- 1))
        }
    }

    /// Handles contractions, and returns the limit up to which starts are certain.
    private mutating func resolveContractions(_ limit: Int, _ traits: Traits, _ symbolStart: UInt64) -> Int {
        // Behind a letter an apostrophe may join the word; elsewhere it must start a piece to be one by itself.
        var left =
            masks.apostrophe
            & (traits.contractionsJoin ? masks.letter &<< 1 : symbolStart | masks.apostrophe & 1)
        left &= limit >= 64 ? UInt64.max : (1 &<< UInt64(limit)) &- 1
        var joinedEnd = -1
        while left != 0 {
            let position = left.trailingZeroBitCount
            left &= left &- 1
            // Three characters have to be seen.
            if position &+ 3 >= limit { return position }
            if traits.contractionsJoin, position == joinedEnd { continue }
            guard let length = contractionLength(position, lowerOnly: traits.onlySpaceJoins) else { continue }
            let end = position &+ length
            let bits: UInt64 = (1 &<< UInt64(length)) &- 1
            starts &= ~(bits &<< UInt64(position))
            if !traits.contractionsJoin { starts |= 1 &<< UInt64(position) }
            starts |= 1 &<< UInt64(end)
            joinedEnd = end
        }
        return limit
    }

    @inline(__always)
    private func contractionLength(_ position: Int, lowerOnly: Bool) -> Int? {
        // Sets the bit of lower case where case does not count.
        let fold: UInt8 = lowerOnly ? 0 : 0x20
        return switch base[position &+ 1] | fold {
        case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "m"), UInt8(ascii: "t"): 2
        case UInt8(ascii: "l") where base[position &+ 2] | fold == UInt8(ascii: "l"): 3
        case UInt8(ascii: "v") where base[position &+ 2] | fold == UInt8(ascii: "e"): 3
        case UInt8(ascii: "r") where base[position &+ 2] | fold == UInt8(ascii: "e"): 3
        default: nil
        }
    }
}
