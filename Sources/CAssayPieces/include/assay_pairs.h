// A pack's table of pairs of tokens, and merging by it.
//
// Most look-ups find nothing and each next one waits for the last, so that what counts is how much memory they touch and
// whether the processor can guess ahead. A pair's hash chooses a bucket of 16 entries, one cache line; an entry is 32 bits, so
// that the buckets of a large vocabulary nearly fit the second-level cache: the token's index plus one in the lowest 21 bits,
// ten bits of the hash, and in the highest bit of the bucket's first entry whether pairs had to go to the next bucket. All 16
// are compared at once, without a branch. What is found is confirmed by the token's two parts.
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
    // A multiple of 16; 0 is empty.
    const uint32_t *entries;
    uint64_t bucket_count;
    // Each token's pair, 48 bits, and two bytes more behind the last: the left one's index above the right one's 21 bits.
    const uint8_t *parts;
    uint32_t token_count;
} assay_pair_table;

enum { assay_index_bits = 21, assay_bucket_size = 16, assay_parts_size = 6 };

// Of a pair; also the pair of a token that no merge builds.
static const uint64_t assay_parts_mask = ((uint64_t)1 << 48) - 1;

// Of an index; also the index of no token.
static const uint32_t assay_index_mask = (1u << assay_index_bits) - 1;
static const uint32_t assay_tag_mask = 0x3FFu << assay_index_bits;
// In the first entry of a bucket that was full.
static const uint32_t assay_overflow = 1u << 31;
// No token.
static const uint32_t assay_none = UINT32_MAX;

static inline uint64_t assay_pair(uint32_t left, uint32_t right) { return (uint64_t)left << assay_index_bits | right; }

static inline uint64_t assay_pair_hash(uint64_t pair) {
    uint64_t product = pair * assay_hash_factor;
    return product ^ product >> 32;
}

static inline int64_t assay_bucket(uint64_t hash, uint64_t count) {
    return (int64_t)((unsigned __int128)hash * count >> 64);
}

// The lowest ten bits of the hash where an entry has them: the highest bits choose the bucket.
static inline uint32_t assay_tag(uint64_t hash) { return ((uint32_t)hash & 0x3FF) << assay_index_bits; }

// The pair that merges into a token.
static inline uint64_t assay_parts(assay_pair_table table, uint32_t token) {
    uint64_t parts;
    memcpy(&parts, table.parts + (uint64_t)assay_parts_size * token, 8);
    return parts & assay_parts_mask;
}

static inline int assay_is_pair(assay_pair_table table, uint32_t token, uint64_t pair) {
    return assay_parts(table, token) == pair;
}

// A token if it is a pair's, or none.
//
// With a branch, not a conditional move, which the empty statement sees to: nearly always it is, and what comes next need not
// wait until the parts have come from far away.
static inline uint32_t assay_confirmed(assay_pair_table table, uint32_t token, uint64_t pair) {
    if (token >= table.token_count || !assay_is_pair(table, token, pair)) {
        __asm__ volatile("");
        return assay_none;
    }
    return token;
}

// Looks at one entry after the other, and into the next buckets: where two entries look alike, or the bucket was full.
uint32_t assay_search_pair(assay_pair_table table, uint64_t pair);

// The token that two tokens merge into, or `assay_none`. Expected constant time.
static inline uint32_t assay_merged(assay_pair_table table, uint32_t left, uint32_t right) {
    uint64_t pair = assay_pair(left, right), hash = assay_pair_hash(pair);
    const uint32_t *bucket = table.entries + assay_bucket_size * assay_bucket(hash, table.bucket_count);
    uint32_t found = assay_find_16(bucket, assay_tag(hash), assay_tag_mask);
    if (!found) return assay_none;
    // Two entries alike give any number.
    uint32_t token = (found & assay_index_mask) - 1;
    if (!(found & assay_overflow) && token < table.token_count && assay_is_pair(table, token, pair)) return token;
    return assay_search_pair(table, pair);
}

// What merging needs: the table, and memory for what was looked up before, zero at first.
typedef struct {
    assay_pair_table table;
    // Tokens from this one on share a merge rank.
    uint32_t tie_start;
    // A bit for each pair in the table, by its hash: most of what is asked for is not there, and this is small enough for the
    // second-level cache. All bits are set until it is filled.
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

enum { assay_known_bits = 15, assay_known_count = 1 << 15, assay_first_count = 1 << 16, assay_most_symbols = 64 };

// Whether a pair may be in the table, by its number times `assay_hash_factor`.
static inline int assay_may_merge(const assay_pairs *pairs, uint64_t product) {
    uint64_t bit = product >> pairs->filter_shift;
    return pairs->filter[bit >> 5] >> (bit & 31) & 1;
}

// A filter of two bits, both set, for a shift by 63.
const uint32_t *assay_no_filter(void);

// Fills a filter of 2^bits bits, all zero at first. Linear in the number of tokens: 0.3 ms for 200,000.
void assay_fill_filter(assay_pair_table table, uint32_t *filter, uint64_t bits);

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
