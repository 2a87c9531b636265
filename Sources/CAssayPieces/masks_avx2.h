// What AVX2 does better: 32 bytes at a time, and the classes of characters beyond ASCII by shuffling.
#ifndef ASSAY_MASKS_AVX2_H
#define ASSAY_MASKS_AVX2_H

#include <immintrin.h>

#include "assay_masks.h"
#include "assay_pieces.h"
#include "classes.h"

static inline __m256i assay_in_range_avx2(__m256i bytes, char low, int count) {
    __m256i shifted = _mm256_add_epi8(bytes, _mm256_set1_epi8((char)(-128 - low)));
    return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(-128 + count)), shifted);
}

// 64 bytes.
typedef struct {
    __m256i first, second;
} assay_bytes_avx2;

static inline assay_bytes_avx2 assay_load_avx2(const uint8_t *bytes) {
    return (assay_bytes_avx2){
        _mm256_loadu_si256((const __m256i *)bytes), _mm256_loadu_si256((const __m256i *)(bytes + 32))};
}

static inline uint64_t assay_bits_avx2(__m256i first, __m256i second) {
    return (uint32_t)_mm256_movemask_epi8(first) | (uint64_t)(uint32_t)_mm256_movemask_epi8(second) << 32;
}

static inline uint64_t assay_same_avx2(assay_bytes_avx2 b, uint8_t byte) {
    __m256i bytes = _mm256_set1_epi8((char)byte);
    return assay_bits_avx2(_mm256_cmpeq_epi8(b.first, bytes), _mm256_cmpeq_epi8(b.second, bytes));
}

// Which of them lie in [low, low + count).
static inline uint64_t assay_within_avx2(assay_bytes_avx2 b, uint8_t low, int count) {
    return assay_bits_avx2(assay_in_range_avx2(b.first, (char)low, count), assay_in_range_avx2(b.second, (char)low, count));
}

static inline assay_masks assay_classify_avx2(const uint8_t *bytes) {
    assay_bytes_avx2 b = assay_load_avx2(bytes);
    const __m256i lower = _mm256_set1_epi8(0x20);
    assay_bytes_avx2 folded = {_mm256_or_si256(b.first, lower), _mm256_or_si256(b.second, lower)};
    assay_masks masks;
    masks.letter = assay_within_avx2(folded, 'a', 26);
    // Bit 5 of a letter says that it is lower case.
    masks.upper = masks.letter & ~assay_bits_avx2(_mm256_slli_epi16(b.first, 2), _mm256_slli_epi16(b.second, 2));
    masks.digit = assay_within_avx2(b, '0', 10);
    masks.space = assay_same_avx2(b, ' ');
    masks.white = masks.space | assay_within_avx2(b, '\t', 5);
    masks.newline = assay_same_avx2(b, '\n') | assay_same_avx2(b, '\r');
    masks.apostrophe = assay_same_avx2(b, '\'');
    masks.slash = assay_same_avx2(b, '/');
    masks.high = assay_bits_avx2(b.first, b.second);
    return masks;
}

// A bit of 64 for each byte, chosen by its lowest six bits: three of them choose a byte, and three a bit of that.
static inline uint64_t assay_bits_of_avx2(uint64_t word, assay_bytes_avx2 b) {
    const __m256i words = _mm256_set1_epi64x((long long)word), seven = _mm256_set1_epi8(7);
    const __m256i powers = _mm256_set1_epi64x((long long)0x8040201008040201);
    __m256i halves[2] = {b.first, b.second};
    for (int half = 0; half < 2; half++) {
        __m256i byte = _mm256_shuffle_epi8(words, _mm256_and_si256(_mm256_srli_epi16(halves[half], 3), seven));
        __m256i bit = _mm256_shuffle_epi8(powers, _mm256_and_si256(halves[half], seven));
        halves[half] = _mm256_cmpeq_epi8(_mm256_and_si256(byte, bit), bit);
    }
    return assay_bits_avx2(halves[0], halves[1]);
}

// The lowest four bits of a character's last byte choose a byte of 16, and the two above them one of four bits in its lower or
// its higher half: two classes a table.
static inline void assay_keep_block_avx2(assay_block *block, assay_block_bits bits) {
    const uint64_t classes[6] = {bits.letter, bits.upper, bits.uncased, bits.mark, bits.undecided, 0};
    for (int table = 0; table < 3; table++)
        for (int byte = 0; byte < 16; byte++) {
            uint8_t of_byte = 0;
            for (int part = 0; part < 4; part++) {
                of_byte |= (classes[2 * table] >> (16 * part + byte) & 1) << part;
                of_byte |= (classes[2 * table + 1] >> (16 * part + byte) & 1) << (4 + part);
            }
            block->shuffled[table][byte] = of_byte;
        }
}

static inline assay_block_bits assay_block_bits_avx2(const assay_block *block, assay_bytes_avx2 b) {
    const __m256i nibble = _mm256_set1_epi8(0x0F), zero = _mm256_setzero_si256();
    const __m256i parts = _mm256_setr_epi8(1, 2, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8);
    __m256i byte[2] = {_mm256_and_si256(b.first, nibble), _mm256_and_si256(b.second, nibble)}, part[2];
    part[0] = _mm256_shuffle_epi8(parts, _mm256_and_si256(_mm256_srli_epi16(b.first, 4), nibble));
    part[1] = _mm256_shuffle_epi8(parts, _mm256_and_si256(_mm256_srli_epi16(b.second, 4), nibble));
    uint64_t classes[6];
    for (int table = 0; table < 3; table++) {
        __m256i sixteen = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)block->shuffled[table]));
        __m256i lower[2], higher[2];
        for (int half = 0; half < 2; half++) {
            __m256i found = _mm256_shuffle_epi8(sixteen, byte[half]);
            lower[half] = _mm256_cmpgt_epi8(_mm256_and_si256(found, part[half]), zero);
            higher[half] = _mm256_and_si256(_mm256_and_si256(_mm256_srli_epi16(found, 4), nibble), part[half]);
            higher[half] = _mm256_cmpgt_epi8(higher[half], zero);
        }
        classes[2 * table] = assay_bits_avx2(lower[0], lower[1]);
        classes[2 * table + 1] = assay_bits_avx2(higher[0], higher[1]);
    }
    return (assay_block_bits){classes[0], classes[1], classes[2], classes[3], classes[4]};
}

#endif
