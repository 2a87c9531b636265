// The loops that nearly all time goes into: finding where pieces end, 64 bytes at a time, taking what is remembered of each,
// and (assay_pairs.h) merging those that are new. Everything else is Swift.
//
// C, because Swift can neither choose instructions when it runs nor use vector masks: 1.3-1.5 x the speed of the same
// loops in Swift on English and code that come again. Each loop is compiled three times, for any processor, for AVX2 with
// BMI, and for AVX-512 with VBMI and VBMI2; see kernel.h.
#ifndef ASSAY_PIECES_H
#define ASSAY_PIECES_H

#include <stdint.h>

#include "assay_segments.h"

#ifdef __cplusplus
extern "C" {
#endif

// The patterns that there are windows for.
typedef enum {
    assay_pattern_r50k,
    assay_pattern_cl100k,
    assay_pattern_qwen2,
    assay_pattern_o200k,
    assay_pattern_tekken,
    assay_pattern_deepseek,
} assay_pattern;

// The classes of 64 characters with the same first bytes, a bit each.
typedef struct {
    uint64_t letter, upper, uncased, mark, undecided;
} assay_block_bits;

// The same as a processor's instructions want them: see masks_avx2.h and masks_avx512.h.
typedef struct {
    union {
        assay_block_bits bits;
        uint8_t shuffled[3][16];
    };
    uint64_t is_known, unused;
} assay_block;

// Those of characters of two or three bytes, in all.
enum { assay_block_total = 1024 };

// How many bytes are looked at together.
enum { assay_window = 64 };

// Writes where pieces end from `*position` on, where a piece must start, and moves it to the last of them. Stops before the
// text's last 64 bytes, at some characters beyond ASCII, at all of them without AVX2, for DeepSeek at control characters, and
// where 64 bytes do not tell where a piece ends: a caller finds the next end in another way. Returns how many ends it wrote,
// at most `room`, which is 64 or more.
//
// blocks: `assay_block_total` of them, zero at first, filled in as they are needed, for one pattern: DeepSeek's classes are not
// those of the others.
int64_t assay_find_ends(
    assay_processor processor, assay_pattern pattern, assay_block *blocks, const uint8_t *text, int64_t size,
    int64_t *position, int64_t *ends, int64_t room);

// The ASCII characters that stand behind one in some token.
typedef struct {
    uint64_t low, high;
    uint64_t is_known;
} assay_followers;

// The same as assay_find_ends for SentencePiece, which has no pattern: text may be cut before each run of spaces, and between
// characters that stand side by side in no token. Of these only ASCII is looked at, and words and numbers are left whole.
//
// followers: one for each of the 128 ASCII characters, zero at first, filled in as they are needed.
int64_t assay_find_spaced_ends(
    assay_processor processor, const assay_characters *characters, assay_followers *followers, const uint8_t *text,
    int64_t size, int64_t *position, int64_t *ends, int64_t room);

// What a table of remembered pieces has: the piece's key, up to three ids, and how many there are. Two stand in a line of
// the cache, and a piece's hash chooses the line.
//
// Four to six ids below 2^20 are packed: 20 bits each, from the lowest of `ids` on, and in the highest eight bits of `count`
// how many there are. Languages that a vocabulary has few words of have many such pieces.
typedef struct {
    uint64_t low;
    uint64_t high;
    uint32_t ids[3];
    uint32_t count;
} assay_remembered;

enum { assay_unpacked_ids = 3, assay_packed_ids = 6, assay_packed_id_bits = 20 };

// Writes six ids, of which as many count as are packed, and returns how many these are.
static inline __attribute__((always_inline)) uint32_t assay_unpack_ids(const assay_remembered *entry, uint32_t *ids) {
    const uint64_t mask = ((uint64_t)1 << assay_packed_id_bits) - 1;
    uint64_t low = (uint64_t)entry->ids[1] << 32 | entry->ids[0], high = (uint64_t)entry->count << 32 | entry->ids[2];
    ids[0] = (uint32_t)(low & mask);
    ids[1] = (uint32_t)(low >> 20 & mask);
    ids[2] = (uint32_t)(low >> 40 & mask);
    ids[3] = (uint32_t)((low >> 60 | high << 4) & mask);
    ids[4] = (uint32_t)(high >> 16 & mask);
    ids[5] = (uint32_t)(high >> 36 & mask);
    return (uint32_t)(high >> 56);
}

// What a table of counts has: the piece's key, and how many tokens it has in the four highest bits. Four stand in a line.
typedef struct {
    uint64_t low;
    uint64_t high;
} assay_counted;

// A key's part of `high`.
static const uint64_t assay_key_mask = ((uint64_t)1 << 60) - 1;

// A piece to be looked up.
typedef struct {
    // The bytes, then zeros, then the length in the last byte; `assay_no_key` in `high` for a piece that has no key.
    uint64_t low;
    uint64_t high;
    // The line where it may be, of two `assay_remembered` or four `assay_counted`.
    const void *line;
} assay_lookup;

// No piece is 128 bytes long and has a key.
static const uint64_t assay_no_key = (uint64_t)128 << 56;

// The bytes that must be readable behind a piece's start for it to be given a key.
enum { assay_readable = 32 };

// A table of remembered pieces: a power of two of lines, and one less than that.
typedef struct {
    const void *start;
    uint64_t mask;
} assay_lines;

// A vocabulary's table of pieces, or nothing.
typedef struct {
    const uint64_t *start;
    uint64_t count;
} assay_slots;

// Fills in the lookups of `count` pieces, of which the first starts at `start`, and fetches ahead the lines where they may be,
// and, where many are new, their places among the vocabulary's pieces.
void assay_prepare(
    assay_processor processor, const uint8_t *text, int64_t size, int64_t start, const int64_t *ends, int64_t count,
    assay_lines lines, assay_slots slots, assay_lookup *lookups);

// Writes the ids of remembered pieces from `from` on, four or six at a time whatever their number, and adds to `*written` how
// many count. Returns the place of the first piece that is not remembered, or `count`.
int64_t assay_take_ids(
    assay_processor processor, const assay_lookup *lookups, int64_t from, int64_t count, uint32_t *ids, int64_t *written);

// The same for a table of counts.
int64_t assay_take_counts(
    assay_processor processor, const assay_lookup *lookups, int64_t from, int64_t count, int64_t *tokens);

#ifdef __cplusplus
}
#endif

#endif
