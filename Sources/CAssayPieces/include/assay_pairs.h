// A pack's table of pairs of tokens, and merging by it.
//
// Each look-up waits for the last, so that what counts is how many lines of memory it waits for and whether the processor can
// guess ahead. A pair's hash chooses one of many lines of 64 bytes with room for twelve entries, and is the pair in other
// words: it can be turned back. So what a line leaves open of it, 20 to 22 bits, tells an entry from all others, and nothing
// far away has to confirm it. All are compared at once, without a branch. Pairs for which a line has no room stand in the next.
//
// A line is sixteen words: for each entry the bits of its hash above the highest bits of its token, then a byte each with the
// token's lowest eight, then a bit for each entry that belongs here, one for each that the line before had no room for, and
// the highest bit where this one had none for some.
#ifndef ASSAY_PAIRS_H
#define ASSAY_PAIRS_H

#include <stdint.h>
#include <string.h>

#include "assay_masks.h"
#include "assay_pieces.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    // One more than are counted: what the last has no room for.
    const uint32_t *lines;
    uint64_t line_count;
    // The pair of each token that a merge builds, in twice a token's bits, and eight bytes more behind the last: the left
    // one's index above the right one's; all bits for others.
    const uint8_t *parts;
    uint32_t token_count;
    // So many that a token's index is not all bits.
    uint32_t token_bits;
    // What a pair is multiplied with; how far what is left of its hash is moved then; and where that is in an entry.
    uint64_t factor;
    uint32_t shift;
    uint32_t mask;
} assay_pair_table;

enum { assay_index_bits = 21, assay_line_words = 16, assay_line_entries = 12, assay_low_bits = 8, assay_most_token_bits = 20 };

// Of an index; also the index of no token.
static const uint32_t assay_index_mask = (1u << assay_index_bits) - 1;
// In the last word of a line, above its own entries' bits and those of the line before.
static const uint32_t assay_overflow = 1u << 31;
// No token.
static const uint32_t assay_none = UINT32_MAX;

static inline uint64_t assay_pair(uint32_t left, uint32_t right) { return (uint64_t)left << assay_index_bits | right; }

// How many bits the token has in an entry's word.
static inline uint32_t assay_high_bits(uint32_t token_bits) { return token_bits > 18 ? token_bits - assay_low_bits : 10; }

// The fewest lines for tokens of so many bits: what a line leaves open of a hash has to fit an entry.
static inline uint64_t assay_fewest_lines(uint32_t token_bits) {
    int open = 32 - (int)assay_high_bits(token_bits), all = 2 * (int)token_bits;
    return all > open ? (uint64_t)1 << (all - open) : 1;
}

static inline uint32_t assay_token_bits(uint32_t token_count) {
    return token_count ? 32 - (uint32_t)__builtin_clz(token_count) : 1;
}

static inline assay_pair_table assay_pair_table_of(
    const uint32_t *lines, uint64_t line_count, const uint8_t *parts, uint32_t token_count) {
    uint32_t bits = assay_token_bits(token_count), high = assay_high_bits(bits);
    return (assay_pair_table){
        lines, line_count, parts, token_count, bits, assay_hash_factor << (64 - 2 * bits), 64 - 2 * bits - high,
        UINT32_MAX << high,
    };
}

// The pair times an odd number, modulo the number of all pairs, in the highest bits; there are zeros below.
static inline uint64_t assay_pair_hash(const assay_pair_table *table, uint32_t left, uint32_t right) {
    return ((uint64_t)left << table->token_bits | right) * table->factor;
}

static inline uint64_t assay_pair_line(const assay_pair_table *table, uint64_t hash) {
    return (uint64_t)((unsigned __int128)hash * table->line_count >> 64);
}

// What a line leaves open of a hash, where an entry has it.
static inline uint32_t assay_pair_tag(const assay_pair_table *table, uint64_t hash) {
    return (uint32_t)(hash >> table->shift);
}

static inline uint32_t assay_entry_token(const assay_pair_table *table, const uint32_t *line, int entry) {
    return (line[entry] & ~table->mask) << assay_low_bits | ((const uint8_t *)(line + assay_line_entries))[entry];
}

static inline uint64_t assay_no_parts(uint32_t token_bits) { return ((uint64_t)1 << 2 * token_bits) - 1; }

// The pair that merges into a token, or all bits: the left one's index above as many bits as a token has.
static inline uint64_t assay_parts(const assay_pair_table *table, uint32_t token) {
    uint64_t bit = (uint64_t)(2 * table->token_bits) * token, parts;
    memcpy(&parts, table->parts + (bit >> 3), 8);
    return parts >> (bit & 7) & assay_no_parts(table->token_bits);
}

// The token of a pair that a line had no room for, in the next, or `assay_none`.
uint32_t assay_merged_beside(const assay_pair_table *table, const uint32_t *next, uint32_t tag);

// The same as assay_merged, of a line of whose words these look like the pair's entry.
static inline uint32_t assay_merged_of(const assay_pair_table *table, const uint32_t *line, uint32_t tag, uint32_t same) {
    // What is no entry may look alike too.
    const uint32_t entries = (1 << assay_line_entries) - 1;
    uint32_t flags = line[assay_line_words - 1], found = same & flags & entries;
    // Nearly always there is one, and what comes next need not wait for it.
    if (found) return assay_entry_token(table, line, __builtin_ctz(found));
    return flags & assay_overflow ? assay_merged_beside(table, line + assay_line_words, tag) : assay_none;
}

// The token that two tokens merge into, or `assay_none`. Constant time.
static inline uint32_t assay_merged(const assay_pair_table *table, uint32_t left, uint32_t right) {
    uint64_t hash = assay_pair_hash(table, left, right);
    const uint32_t *line = table->lines + assay_line_words * assay_pair_line(table, hash);
    uint32_t tag = assay_pair_tag(table, hash);
    return assay_merged_of(table, line, tag, assay_same_of_16(line, tag, table->mask));
}

// What merging needs: the table, and memory for what was looked up before, zero at first.
typedef struct {
    assay_pair_table table;
    // Tokens from this one on share a merge rank.
    uint32_t tie_start;
    // A bit for each pair in the table, by its hash: most of what is asked for is not there, and this is small enough for the
    // second-level cache.
    const uint32_t *filter;
    uint64_t filter_shift;
    // What pairs merge into: a pair plus one, and its token in the lowest 21 bits. Texts ask for the same pairs over and over.
    uint64_t *known;
    // What two of the first 256 tokens merge into, plus one: bytes mostly.
    uint32_t *first;
    // The token that each byte starts out as.
    const uint32_t *symbols;
    // The same of ASCII, a byte each, where none is above 255, or null.
    const uint8_t *ascii;
    // A vocabulary's pairs of ASCII characters, or null: see assay_ascii_token.
    const uint32_t *ascii_pairs;
} assay_pairs;

// An entry of the pairs of ASCII characters, which stand in rows of 96, a row for each left one from the space on: in the
// lowest 21 bits the token that the pair merges into, all bits for none; and above two bounds, for pairs on either side.
//
// Whatever token ends in the left character merges with the right one, alone, at no lower a rank than the first bound says;
// and the left one, alone, with whatever starts with the right one at no lower a rank than the second. So a pair that ranks
// below the first bound of the pair before it and below the second of the pair behind it merges, whatever else does. A bound
// is the logarithm of a rank, rounded down, which only lets it hold less often: two steps an octave above 256 for the first,
// four for the second; all bits where there is no such merge.
enum {
    assay_first_ascii = 0x20,
    assay_ascii_count = 96,
    assay_ascii_token = (1 << assay_index_bits) - 1,
    assay_right_shift = 21,
    assay_right_bits = 6,
    assay_left_shift = 27,
    assay_left_bits = 5,
    // A single-precision number's exponent and highest one or two bits of mantissa are a logarithm; what is taken off, so that
    // 256 has 1.
    assay_left_zero = ((127 + 8) << 1) - 1,
    assay_right_zero = ((127 + 8) << 2) - 1,
};

// The bounds for a rank.
static inline uint32_t assay_bound(uint32_t rank, uint32_t zero, int shift) {
    float number = (float)rank;
    uint32_t bits;
    memcpy(&bits, &number, 4);
    return rank < 256 ? 0 : (bits >> shift) - zero;
}
static inline uint32_t assay_left_bound(uint32_t rank) { return assay_bound(rank, assay_left_zero, 22); }
static inline uint32_t assay_right_bound(uint32_t rank) { return assay_bound(rank, assay_right_zero, 21); }

enum { assay_known_bits = 14, assay_known_count = 1 << 14, assay_first_count = 1 << 16, assay_most_symbols = 64 };

// Where a pair stands in a filter of 2^(64 - shift) bits.
static inline uint64_t assay_filter_bit(uint64_t pair, uint64_t shift) { return pair * assay_hash_factor >> shift; }

// Whether a pair may be in the table, by its number times `assay_hash_factor`.
static inline int assay_may_merge(const assay_pairs *pairs, uint64_t product) {
    uint64_t bit = product >> pairs->filter_shift;
    return pairs->filter[bit >> 5] >> (bit & 31) & 1;
}

// The same as assay_merged by what was looked up before.
uint32_t assay_merged_again(const assay_pairs *pairs, uint32_t left, uint32_t right);

// Merges up to 64 symbols in place until no pair merges, lowest rank first, leftmost first among equals, and returns how
// many are left. 16 may be read, however many there are.
int64_t assay_merge(assay_processor processor, const assay_pairs *pairs, uint32_t *symbols, int64_t count);

// The same for the bytes of a piece that starts out as these, by its key, with room for 16 symbols.
int64_t assay_merge_bytes(
    assay_processor processor, const assay_pairs *pairs, uint64_t low, uint64_t high, uint32_t *symbols);

#ifdef __cplusplus
}
#endif

#endif
