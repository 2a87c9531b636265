// What AVX-512 with VBMI and VBMI2 does better: a class of 64 bytes is two instructions, and the places of set bits are packed
// by one.
#ifndef ASSAY_MASKS_AVX512_H
#define ASSAY_MASKS_AVX512_H

#include <immintrin.h>

#include "assay_masks.h"
#include "assay_pairs.h"
#include "assay_pieces.h"
#include "classes.h"

// Whether each byte lies in [low, low + count).
static inline __mmask64 assay_in_range_avx512(__m512i bytes, char low, char count) {
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(low)), _mm512_set1_epi8(count));
}

static inline assay_masks assay_classify_avx512(const uint8_t *bytes) {
    __m512i b = _mm512_loadu_si512(bytes), lower = _mm512_set1_epi8(0x20);
    assay_masks masks;
    masks.letter = assay_in_range_avx512(_mm512_or_si512(b, lower), 'a', 26);
    masks.upper = _mm512_mask_testn_epi8_mask(masks.letter, b, lower);
    masks.digit = assay_in_range_avx512(b, '0', 10);
    masks.space = _mm512_cmpeq_epi8_mask(b, lower);
    masks.white = masks.space | assay_in_range_avx512(b, '\t', 5);
    masks.newline =
        _mm512_cmpeq_epi8_mask(b, _mm512_set1_epi8('\n')) | _mm512_cmpeq_epi8_mask(b, _mm512_set1_epi8('\r'));
    masks.apostrophe = _mm512_cmpeq_epi8_mask(b, _mm512_set1_epi8('\''));
    masks.slash = _mm512_cmpeq_epi8_mask(b, _mm512_set1_epi8('/'));
    masks.high = _mm512_movepi8_mask(b);
    return masks;
}

// 64 bytes; which of them are a byte, and which lie in [low, low + count).
typedef __m512i assay_bytes_avx512;

static inline uint64_t assay_same_avx512(assay_bytes_avx512 b, uint8_t byte) {
    return _mm512_cmpeq_epi8_mask(b, _mm512_set1_epi8((char)byte));
}

static inline uint64_t assay_within_avx512(assay_bytes_avx512 b, uint8_t low, uint8_t count) {
    return assay_in_range_avx512(b, (char)low, (char)count);
}

static inline assay_bytes_avx512 assay_load_avx512(const uint8_t *bytes) { return _mm512_loadu_si512(bytes); }

// The classes of the characters of a block by their last bytes, whose lowest six bits choose a bit of the block's.
static inline assay_block_bits assay_block_bits_avx512(const assay_block *block, assay_bytes_avx512 b) {
#define BITS(name) _mm512_bitshuffle_epi64_mask(_mm512_set1_epi64((long long)block->bits.name), b)
    return (assay_block_bits){BITS(letter), BITS(upper), BITS(uncased), BITS(mark), BITS(undecided)};
#undef BITS
}

// A bit of 64 for each byte, chosen by its lowest six bits.
static inline uint64_t assay_bits_of_avx512(uint64_t word, assay_bytes_avx512 b) {
    return _mm512_bitshuffle_epi64_mask(_mm512_set1_epi64((long long)word), b);
}

static inline void assay_keep_block_avx512(assay_block *block, assay_block_bits bits) { block->bits = bits; }

static inline void assay_write_places_avx512(uint64_t bits, int64_t origin, int64_t *places) {
    const __m512i numbers = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36,
        35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,
        6, 5, 4, 3, 2, 1, 0);
    const __m512i from = _mm512_set1_epi64(origin);
    __m512i packed = _mm512_maskz_compress_epi8(bits, numbers);
    __m128i sixteen = _mm512_castsi512_si128(packed);
    _mm512_storeu_si512(places, _mm512_add_epi64(_mm512_cvtepu8_epi64(sixteen), from));
    _mm512_storeu_si512(places + 8, _mm512_add_epi64(_mm512_cvtepu8_epi64(_mm_srli_si128(sixteen, 8)), from));
    for (int64_t count = __builtin_popcountll(bits), done = 16; done < count; done += 16) {
        packed = _mm512_alignr_epi32(packed, packed, 4);
        sixteen = _mm512_castsi512_si128(packed);
        _mm512_storeu_si512(places + done, _mm512_add_epi64(_mm512_cvtepu8_epi64(sixteen), from));
        _mm512_storeu_si512(
            places + done + 8, _mm512_add_epi64(_mm512_cvtepu8_epi64(_mm_srli_si128(sixteen, 8)), from));
    }
}

// Whether an entry of a line holds a piece, and which: both are compared at once.
static inline int assay_entry_avx512(const assay_lookup *lookup, const assay_remembered *line, const assay_remembered **entry) {
    __m512i key = _mm512_broadcast_i64x2(_mm_loadu_si128((const __m128i *)lookup));
    uint32_t same = _mm512_cmpeq_epi64_mask(key, _mm512_loadu_si512(line));
    // Bits 0 and 1 are the first entry's key, 4 and 5 the second's.
    uint32_t held = same & same >> 1 & 0x11;
    if (!held) return 0;
    *entry = (const assay_remembered *)((const char *)line + __builtin_ctz(held) * 8);
    return 1;
}

// A bit for each word of a line of counts that is the same as a key's.
static inline uint32_t assay_same_words_avx512(const assay_lookup *lookup, const assay_counted *line) {
    __m512i key = _mm512_broadcast_i64x2(_mm_loadu_si128((const __m128i *)lookup));
    __m512i kept = _mm512_broadcast_i64x2(_mm_set_epi64x((long long)assay_key_mask, -1));
    return _mm512_cmpeq_epi64_mask(key, _mm512_and_si512(_mm512_loadu_si512(line), kept));
}

// The same as assay_merged.
static inline uint32_t assay_merged_avx512(const assay_pair_table *table, uint32_t left, uint32_t right) {
    uint64_t hash = assay_pair_hash(table, left, right);
    const uint32_t *line = table->lines + assay_line_words * assay_pair_line(table, hash);
    uint32_t tag = assay_pair_tag(table, hash);
    __m512i masked = _mm512_and_si512(_mm512_loadu_si512(line), _mm512_set1_epi32((int)table->mask));
    return assay_merged_of(table, line, tag, _mm512_cmpeq_epi32_mask(masked, _mm512_set1_epi32((int)tag)));
}

#endif
