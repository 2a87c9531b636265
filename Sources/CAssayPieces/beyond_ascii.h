// The classes of characters beyond ASCII in 64 bytes, for the vectors that ASSAY_PROCESSOR names; included by kernel.h.

#define CHARACTERS NAME(assay_bytes)
#define SAME NAME(assay_same)
#define WITHIN NAME(assay_within)

// The bytes of characters whose last byte is given.
ASSAY_INLINE uint64_t NAME(all_bytes)(uint64_t last, uint64_t of_three) { return last | last >> 1 | (last & of_three) >> 2; }

// Adds the classes of the characters of one block, of which `last` is the last byte.
ASSAY_INLINE void NAME(add_block)(
    assay_classes *classes, assay_block *blocks, uint32_t number, CHARACTERS b, uint64_t last, int is_three,
    const int for_deepseek) {
    assay_block *block = blocks + number;
    if (!block->is_known) {
        NAME(assay_keep_block)(block, assay_learn_block(number, for_deepseek));
        block->is_known = 1;
    }
    assay_block_bits bits = NAME(assay_block_bits)(block, b);
    uint64_t of_three = is_three ? UINT64_MAX : 0;
    uint64_t letter = NAME(all_bytes)(bits.letter & last, of_three);
    classes->letter |= letter;
    if (for_deepseek && assay_is_kana(number)) classes->east_asian |= letter;
    classes->upper |= NAME(all_bytes)(bits.upper & last, of_three);
    classes->uncased |= NAME(all_bytes)(bits.uncased & last, of_three);
    classes->mark |= NAME(all_bytes)(bits.mark & last, of_three);
    classes->undecided |= NAME(all_bytes)(bits.undecided & last, of_three);
}

// The first bytes of punctuation that Chinese and Japanese are full of, all of it \p{P} or \p{S}, which is in none of the
// classes: U+3001 to U+3004, U+3008 to U+3020, U+FF01 to U+FF0F, U+FF1A to U+FF20.
ASSAY_INLINE uint64_t NAME(wide_punctuation)(CHARACTERS b) {
    uint64_t e3 = SAME(b, 0xE3) & SAME(b, 0x80) >> 1 & (WITHIN(b, 0x81, 4) | WITHIN(b, 0x88, 25)) >> 2;
    uint64_t ef = SAME(b, 0xEF) & SAME(b, 0xBC) >> 1 & (WITHIN(b, 0x81, 15) | WITHIN(b, 0x9A, 7)) >> 2;
    return e3 | ef;
}

// The first bytes of U+AC00 to U+D77F, nearly all of Hangul's syllables, which are letters without case: EA B0 to ED 9D.
ASSAY_INLINE uint64_t NAME(hangul)(CHARACTERS b) {
    uint64_t before = SAME(b, 0xEA) & WITHIN(b, 0x80, 0x30) >> 1, behind = SAME(b, 0xED) & WITHIN(b, 0x9E, 0x22) >> 1;
    return WITHIN(b, 0xEA, 4) & ~(before | behind);
}

// The first bytes of U+1F300 to U+1FAFF, emoji and other pictures, which are in none of the classes, where all four bytes are seen.
ASSAY_INLINE uint64_t NAME(pictures)(CHARACTERS b) {
    uint64_t firsts = SAME(b, 0xF0) & SAME(b, 0x9F) >> 1 & WITHIN(b, 0x8C, 0x20) >> 2;
    return firsts & ~((uint64_t)7 << 61);
}

// The same for DeepSeek, which takes symbols only: without the parts of that range where some are not assigned, U+1F6C0 to
// U+1F8FF and from U+1FA00 on.
ASSAY_INLINE uint64_t NAME(symbol_pictures)(CHARACTERS b) {
    return NAME(pictures)(b) & (WITHIN(b, 0x8C, 15) | WITHIN(b, 0xA4, 4)) >> 2;
}

// The first bytes of U+9FA6 to U+9FFF: Chinese characters, but not to DeepSeek.
ASSAY_INLINE uint64_t NAME(later_chinese)(CHARACTERS b) {
    return SAME(b, 0xE9) & (SAME(b, 0xBF) >> 1 | (SAME(b, 0xBE) >> 1 & WITHIN(b, 0xA6, 0x1A) >> 2));
}

// What is neither a letter, a digit, a symbol nor white space in ASCII.
ASSAY_INLINE uint64_t NAME(control)(const uint8_t *bytes) {
    const CHARACTERS b = NAME(assay_load)(bytes);
    return (WITHIN(b, 0, 0x20) & ~WITHIN(b, '\t', 5)) | SAME(b, 0x7F);
}

// What stands before the lowest of some bits.
ASSAY_INLINE uint64_t NAME(before)(uint64_t bits) { return (bits - 1) & ~bits; }

// Adds the classes of what is beyond ASCII: Chinese characters and their punctuation, Hangul and pictures by their ranges, and
// others a block of 64 at a time, since few blocks occur in one window.
ASSAY_INLINE void NAME(add_beyond)(
    assay_classes *classes, const uint8_t *bytes, uint64_t high, assay_block *blocks, const int for_deepseek) {
    const CHARACTERS b = NAME(assay_load)(bytes);
    const uint64_t continuation = WITHIN(b, 0x80, 0x40), fours = WITHIN(b, 0xF0, 0x10), threes = WITHIN(b, 0xE0, 0x10);
    const uint64_t firsts = high & ~continuation, twos = firsts & ~threes & ~fours;
    const uint64_t pictures = !fours ? 0 : for_deepseek ? NAME(symbol_pictures)(b) : NAME(pictures)(b);
    classes->continuation = continuation;
    // A character that the window cuts short.
    classes->undecided = (fours & ~pictures) | (twos & (uint64_t)1 << 63) | (threes & (uint64_t)3 << 62);
    if (for_deepseek && threes) classes->undecided |= NAME(later_chinese)(b);
    uint64_t left = firsts & ~pictures & NAME(before)(classes->undecided);

    if (threes) {
        // U+4E00 to U+9FFF: E4 B8 to E9 BF.
        uint64_t letter = WITHIN(b, 0xE4, 6) & ~(SAME(b, 0xE4) & WITHIN(b, 0x80, 0x38) >> 1) & left;
        if (for_deepseek) classes->east_asian = letter | letter << 1 | letter << 2;
        left &= ~(letter | NAME(wide_punctuation)(b));
        if (left) letter |= NAME(hangul)(b) & left;
        uint64_t all = letter | letter << 1 | letter << 2;
        classes->letter |= all;
        classes->uncased = all;
        left &= ~letter;
    }

    while (left) {
        int at = __builtin_ctzll(left);
        int is_three = bytes[at] >= 0xE0;
        uint64_t same = left & SAME(b, bytes[at]);
        uint32_t number = bytes[at] & 0x1F;
        if (is_three) {
            same &= SAME(b, bytes[at + 1]) >> 1;
            number = (bytes[at] & 0xFu) << 6 | (bytes[at + 1] & 0x3F);
        }
        NAME(add_block)(classes, blocks, number, b, is_three ? same << 2 : same << 1, is_three, for_deepseek);
        // Nothing behind what is undecided is asked for.
        left &= ~same & NAME(before)(classes->undecided);
    }
}

static __attribute__((noinline)) void NAME(add_beyond_ascii)(
    assay_classes *classes, const uint8_t *bytes, uint64_t high, assay_block *blocks) {
    NAME(add_beyond)(classes, bytes, high, blocks, 0);
}

static __attribute__((noinline)) void NAME(add_beyond_ascii_for_deepseek)(
    assay_classes *classes, const uint8_t *bytes, uint64_t high, assay_block *blocks) {
    NAME(add_beyond)(classes, bytes, high, blocks, 1);
}

ASSAY_INLINE assay_classes NAME(classes)(const uint8_t *bytes, assay_block *blocks, const int for_deepseek) {
    assay_masks masks = NAME(assay_classify)(bytes);
    assay_classes classes = assay_classes_of_ascii(masks);
    if (masks.high && for_deepseek) NAME(add_beyond_ascii_for_deepseek)(&classes, bytes, masks.high, blocks);
    if (masks.high && !for_deepseek) NAME(add_beyond_ascii)(&classes, bytes, masks.high, blocks);
    if (for_deepseek) classes.undecided |= NAME(control)(bytes);
    return classes;
}
