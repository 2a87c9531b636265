// Finds the pieces of 64 bytes at once, by bit algebra over the classes of its characters. Each byte of a character beyond
// ASCII has the character's class, so that what holds for neighbouring bytes holds for neighbouring characters.
//
// A window starts where a piece starts, so that nothing before it matters, and gives the starts of the pieces that are
// certain whatever follows it. What it cannot decide, some characters (classes.undecided), a run of white space or a word
// that reaches its end, is left to the next window or to the rule's own scanner.
#ifndef ASSAY_WINDOW_H
#define ASSAY_WINDOW_H

#include "assay_masks.h"
#include "classes.h"
#include "assay_pieces.h"

#define ASSAY_INLINE static inline __attribute__((always_inline))

// What a pattern does. Known when this is compiled, so that what a pattern lacks costs nothing.
typedef struct {
    // How many digits make a piece; 0 for as many as there are.
    int digits;
    // Whether upper case after lower case starts a word.
    int splits_case;
    // Whether the pattern has contractions such as `'s`, and whether they belong to the word before them; otherwise they
    // are pieces of their own.
    int contractions, contractions_join;
    // Whether slashes after newlines belong to the symbols before them.
    int slashes_join;
    // Whether it is GPT-2's way: a space joins whatever follows it, nothing else joins, and newlines are white space like
    // any other. Contractions are in lower case only.
    int only_space_joins;
    // Whether it is DeepSeek's way: digits and runs of Chinese characters and kana are cut out first, what is left is text
    // of its own, and a symbol of ASCII joins only a word of ASCII.
    int is_deepseek;
} assay_traits;

static const assay_traits assay_r50k_traits = {.contractions = 1, .only_space_joins = 1};
static const assay_traits assay_cl100k_traits = {.digits = 3, .contractions = 1};
static const assay_traits assay_qwen2_traits = {.digits = 1, .contractions = 1};
static const assay_traits assay_o200k_traits = {
    .digits = 3, .splits_case = 1, .contractions = 1, .contractions_join = 1, .slashes_join = 1};
static const assay_traits assay_tekken_traits = {.digits = 1, .splits_case = 1, .slashes_join = 1};
static const assay_traits assay_deepseek_traits = {.digits = 3, .is_deepseek = 1};

// The lowest `count` bits, of 64 or fewer.
ASSAY_INLINE uint64_t assay_lowest(int count) { return count >= 64 ? UINT64_MAX : ((uint64_t)1 << count) - 1; }

ASSAY_INLINE int assay_trailing_zeros(uint64_t bits) { return bits ? __builtin_ctzll(bits) : 64; }

// The starts of pieces among digits.
ASSAY_INLINE uint64_t assay_digit_starts(uint64_t digit, int digits) {
    if (digits == 1) return digit;
    uint64_t starts = digit & ~(digit << 1);
    if (digits != 3) return starts;
    // Every third of a run: a digit three behind a start, with digits between.
    uint64_t full = digit & digit << 1 & digit << 2 & digit << 3;
    for (uint64_t next = starts << 3 & full; next; next = next << 3 & full) starts |= next;
    return starts;
}

// The last byte of each character whose first is given.
ASSAY_INLINE uint64_t assay_last_bytes(uint64_t first, uint64_t continuation) {
    uint64_t entered = first << 1 & continuation;
    uint64_t flooded = (continuation & ~(continuation + entered)) | entered;
    return (first | flooded) & ~(continuation >> 1);
}

// Takes back the starts inside runs of white space in which a newline follows other white space: all up to the last newline
// is one piece.
static uint64_t assay_join_blank_lines(uint64_t starts, uint64_t newlines, uint64_t white) {
    for (; newlines; newlines &= newlines - 1) {
        uint64_t up_to = UINT64_MAX >> (63 - __builtin_ctzll(newlines));
        uint64_t before = ~white & up_to;
        // The run's first character keeps its start.
        int first = before ? 64 - __builtin_clzll(before) : 0;
        starts &= ~(up_to & ~assay_lowest(first + 1));
    }
    return starts;
}

// The length of the contraction whose apostrophe stands before these bytes, or 0.
ASSAY_INLINE int assay_contraction(const uint8_t *bytes, int lower_only) {
    // Sets the bit of lower case where case does not count.
    uint8_t fold = lower_only ? 0 : 0x20, first = bytes[0] | fold, second = bytes[1] | fold;
    if (first == 's' || first == 'd' || first == 'm' || first == 't') return 2;
    if (first == 'l' && second == 'l') return 3;
    return (first == 'v' || first == 'r') && second == 'e' ? 3 : 0;
}

// Corrects the starts at contractions, and returns the limit up to which starts are certain.
static int assay_resolve_contractions(
    uint64_t *starts, const uint8_t *text, assay_classes classes, int limit, assay_traits traits, uint64_t symbol_start) {
    // Behind a letter an apostrophe may join the word; elsewhere it must start a piece to be one by itself.
    uint64_t left =
        classes.apostrophe & (traits.contractions_join ? classes.letter << 1 : symbol_start | (classes.apostrophe & 1));
    int joined_end = -1;
    for (left &= assay_lowest(limit); left; left &= left - 1) {
        int position = __builtin_ctzll(left);
        // Three characters have to be seen.
        if (position + 3 >= limit) return position;
        if (traits.contractions_join && position == joined_end) continue;
        int length = assay_contraction(text + position + 1, traits.only_space_joins);
        if (!length) continue;
        joined_end = position + length;
        *starts &= ~(assay_lowest(length) << position);
        if (!traits.contractions_join) *starts |= (uint64_t)1 << position;
        *starts |= (uint64_t)1 << joined_end;
    }
    return limit;
}

// Leaves out the starts that what follows could change.
ASSAY_INLINE uint64_t assay_certain(
    uint64_t starts, const uint8_t *text, assay_classes classes, assay_traits traits, int end, uint64_t white,
    uint64_t symbol_start) {
    int limit = end;
    uint64_t inside = assay_lowest(end);
    // White space that reaches the limit may go on behind it: only its start is certain.
    if (limit > 0 && white >> (limit - 1) & 1) {
        uint64_t before = ~white & inside;
        limit = before ? 65 - __builtin_clzll(before) : 1;
    }
    if (traits.contractions && classes.apostrophe & inside)
        limit = assay_resolve_contractions(&starts, text, classes, limit, traits, symbol_start);
    return starts & assay_lowest(limit);
}

// Runs of letters, of digits and of symbols, with the space before them; white space up to its last character.
ASSAY_INLINE uint64_t assay_starts_where_only_space_joins(const uint8_t *text, assay_classes classes, assay_traits traits) {
    uint64_t letter = classes.letter, digit = classes.digit, white = classes.white;
    uint64_t symbol = ~(letter | digit | white | classes.undecided);
    uint64_t first = (letter & ~(letter << 1)) | (digit & ~(digit << 1)) | (symbol & ~(symbol << 1));
    uint64_t starts = 1 | (first & ~(classes.space << 1)) | (white & ~(white << 1)) | (white & ~(white >> 1));
    return assay_certain(
        starts, text, classes, traits, assay_trailing_zeros(classes.undecided), white, symbol & ~((symbol | classes.space) << 1));
}

// What a set bit enters of the run of set bits that it starts.
ASSAY_INLINE uint64_t assay_flooded(uint64_t runs, uint64_t entered) { return (runs & ~(runs + entered)) | entered; }

// The starts of white space: its first character; the one behind its last newline; its last character, if that is no newline
// and none of `whole` stands behind it.
ASSAY_INLINE uint64_t assay_white_starts(uint64_t white, uint64_t newline, uint64_t whole) {
    uint64_t last = white & ~(white >> 1) & ~newline & ~(whole >> 1);
    return (white & ~(white << 1)) | last | (newline & ~(newline >> 1)) << 1;
}

// assay_starts for DeepSeek: see DeepSeekV3Rule.swift for its pattern.
ASSAY_INLINE uint64_t assay_starts_deepseek(const uint8_t *text, assay_classes classes, assay_traits traits) {
    int limit = assay_trailing_zeros(classes.undecided);
    uint64_t letter = classes.letter | classes.mark, east_asian = classes.east_asian;
    uint64_t symbol = ~(letter | classes.digit | classes.white | classes.undecided);
    uint64_t tail = assay_flooded(classes.newline, classes.newline & symbol << 1);
    uint64_t white = classes.white & ~tail, newline = classes.newline & ~tail;

    uint64_t symbol_start = symbol & ~((symbol | classes.space) << 1);
    // A symbol that starts a piece joins the ASCII letters behind it, and these end where others follow.
    uint64_t ascii_letter = letter & classes.ascii, joined = ascii_letter & symbol_start << 1;
    uint64_t starts = 1 | symbol_start | (letter & ~((letter | (white & ~newline)) << 1) & ~joined);
    starts |= assay_flooded(ascii_letter, joined) << 1 & letter & ~classes.ascii;
    starts |= east_asian ^ east_asian << 1;
    starts |= assay_digit_starts(classes.digit, traits.digits);

    // In front of what was cut out white space stays whole.
    starts |= assay_white_starts(white, newline, classes.digit | east_asian);
    uint64_t newline_later = newline & (white & ~newline) << 1 & assay_lowest(limit);
    if (newline_later) starts = assay_join_blank_lines(starts, newline_later, white);

    return assay_certain(starts, text, classes, traits, limit, white, symbol_start);
}

// Bit i is set where a piece certainly starts at byte i. Bit 0 is set unless the first character is undecided.
ASSAY_INLINE uint64_t assay_starts(const uint8_t *text, assay_classes classes, assay_traits traits) {
    if (traits.only_space_joins) return assay_starts_where_only_space_joins(text, classes, traits);
    if (traits.is_deepseek) return assay_starts_deepseek(text, classes, traits);
    if (traits.splits_case && classes.continuation) {
        // Marks go on with a word, as letters without case do; elsewhere they may be its prefix. And behind a letter without
        // case, which may be of the word's upper part, what upper case means depends on what follows.
        classes.letter |= classes.mark;
        classes.undecided |=
            (classes.mark & ~(classes.letter << 1)) | (classes.upper & (classes.uncased | classes.mark) << 1);
    }
    int limit = assay_trailing_zeros(classes.undecided);
    uint64_t letter = classes.letter, symbol = ~(letter | classes.digit | classes.white | classes.undecided);

    // Newlines behind symbols belong to them, and slashes behind those: floods each run from where it is entered.
    uint64_t tail_run = traits.slashes_join ? classes.newline | classes.slash : classes.newline;
    uint64_t tail = assay_flooded(tail_run, classes.newline & symbol << 1);
    uint64_t free_symbol = symbol & ~tail, white = classes.white & ~tail, newline = classes.newline & ~tail;

    // Symbols: the first of a run, unless a space joins it.
    uint64_t symbol_start = (free_symbol & ~((free_symbol | classes.space) << 1)) | (free_symbol & 1);
    // A letter starts a word, unless one character that is neither newline nor digit stands before it as its prefix: white
    // space always does, a symbol where it starts a piece.
    uint64_t prefix = (white & ~newline) | assay_last_bytes(symbol_start, classes.continuation);
    uint64_t starts = 1 | symbol_start | (letter & ~((letter | prefix) << 1));
    if (traits.splits_case) starts |= classes.upper & (letter & ~classes.upper) << 1;
    starts |= assay_digit_starts(classes.digit, traits.digits);

    starts |= assay_white_starts(white, newline, 0);
    uint64_t newline_later = newline & (white & ~newline) << 1 & assay_lowest(limit);
    if (newline_later) starts = assay_join_blank_lines(starts, newline_later, white);

    return assay_certain(starts, text, classes, traits, limit, white, symbol_start);
}

#endif
