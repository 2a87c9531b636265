// Cuts a long piece between characters that stand side by side in no token.
//
// No merge crosses such a place, so the tokens of the parts are the tokens of the piece. Chinese, which has no spaces, falls
// into its words, and these are short and come again: merging them once is enough. Where one of two characters does not start
// out whole (CharacterSymbol), parts of them must not share a token either.
//
// C, because what is looked up of a character must not wait for what was found of the one before; with AVX-512, sixteen are
// looked up together, without a branch. The same in Swift, character by character, was half of the time that Chinese took.
#ifndef ASSAY_SEGMENTS_H
#define ASSAY_SEGMENTS_H

#include <stdint.h>

#include "assay_processor.h"

#ifdef __cplusplus
extern "C" {
#endif

// Where a bit of a table of bits by hash is; `words` is a power of two.
typedef struct {
    uint64_t word;
    uint64_t bit;
} assay_bit_place;

static const uint64_t assay_hash_factor = 0x9E3779B97F4A7C15;

// The hash of a pair of characters, or of parts of them, is the sum of its two sides'.
static inline uint64_t assay_left_hash(uint32_t left) { return ((uint64_t)left << 32) * assay_hash_factor; }

static inline uint64_t assay_right_hash(uint32_t right) { return right * assay_hash_factor; }

static inline assay_bit_place assay_hash_bit(uint64_t hash, uint64_t words) {
    return (assay_bit_place){hash >> 38 & (words - 1), hash >> 32 & 63};
}

static inline assay_bit_place assay_pair_bit(uint32_t left, uint32_t right, uint64_t words) {
    return assay_hash_bit(assay_left_hash(left) + assay_right_hash(right), words);
}

// Whether the bit of a pair is set.
static inline uint64_t assay_has_pair(const uint64_t *table, uint64_t words, uint32_t left, uint32_t right) {
    assay_bit_place place = assay_pair_bit(left, right, words);
    return table[place.word] >> place.bit & 1;
}

// A vocabulary's characters: see CharacterLookup.
typedef struct {
    // For each block of 64 scalar values of the basic multilingual plane where its symbols start, in blocks.
    const uint16_t *blocks;
    // The index of a character's token in the lowest 21 bits, all of them set where there is none; from bit 32 and bit 48 the
    // neighbours next to which it must start out as bytes.
    const uint64_t *symbols;
    // The pairs of characters that stand side by side in some token, and of parts of characters where a token has only a part
    // of one of them: as bits by their hash.
    const uint64_t *pairs;
    uint64_t pair_words;
    const uint64_t *parts;
    uint64_t part_words;
    // For each last byte of a character the first bytes that stand behind it, 256 bits, in a token that has only a part of one
    // of the two characters: small, and enough for nearly all that is asked about parts.
    const uint64_t *seams;
} assay_characters;

// Where in `seams` a last byte and a first one are.
static inline assay_bit_place assay_seam(uint8_t last, uint8_t first) {
    return (assay_bit_place){(uint64_t)last << 2 | first >> 6, first & 63};
}

// How far a piece was read, and the last character before: zero at first.
typedef struct {
    int64_t position;
    uint32_t scalar;
} assay_reading;

enum { assay_most_cuts = 64 };

// Reads the next characters of a piece, up to 64 or as many as 64 bytes hold, and writes where it may be cut before them.
// Returns how many cuts there are. The bytes are valid UTF-8. All is read when the position is the length; where the piece
// ends is no cut.
int64_t assay_find_cuts(
    assay_processor processor, const assay_characters *characters, const uint8_t *piece, int64_t length,
    assay_reading *reading, int64_t *cuts);

#ifdef __cplusplus
}
#endif

#endif
