// Lists of keys of which the smallest is wanted again and again.
#ifndef ASSAY_KEYS_H
#define ASSAY_KEYS_H

#include "assay_masks.h"
#include "assay_pairs.h"

#if ASSAY_PROCESSOR == 2

// In registers, since a list in memory that was just written a key at a time has to reach the cache before it can be read
// as a whole.
#define LIST(list) __m512i *list
#define KEYS(list, keys, groups) \
    __m512i list[4]; \
    for (int i = 0; i < groups; i++) list[i] = _mm512_load_si512(keys + 16 * i)
#define SMALLEST(list, groups) assay_smallest_key(list, groups)
#define SET_KEY(list, groups, place, key) assay_set_keys(list, groups, (uint64_t)1 << (place), key)
#define CLEAR_KEYS(list, groups, a, b, c) \
    assay_set_keys(list, groups, (uint64_t)1 << (a) | (uint64_t)1 << (b) | (uint64_t)1 << (c), NO_KEY)

static inline __attribute__((always_inline)) uint32_t assay_smallest_key(const __m512i *list, const int groups) {
    __m512i least = list[0];
    for (int i = 1; i < groups; i++) least = _mm512_min_epu32(least, list[i]);
    __m256i half = _mm256_min_epu32(_mm512_castsi512_si256(least), _mm512_extracti64x4_epi64(least, 1));
    __m128i four = _mm_min_epu32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
    four = _mm_min_epu32(four, _mm_shuffle_epi32(four, 0x4E));
    four = _mm_min_epu32(four, _mm_shuffle_epi32(four, 0xB1));
    return (uint32_t)_mm_cvtsi128_si32(four);
}

static inline __attribute__((always_inline)) void assay_set_keys(
    __m512i *list, const int groups, uint64_t places, uint32_t key) {
    for (int i = 0; i < groups; i++) list[i] = _mm512_mask_set1_epi32(list[i], (__mmask16)(places >> 16 * i), (int)key);
}

#elif ASSAY_PROCESSOR == 1

#define LIST(list) __m256i *list
#define KEYS(list, keys, groups) \
    __m256i list[8]; \
    for (int i = 0; i < 2 * groups; i++) list[i] = _mm256_load_si256((const __m256i *)(keys + 8 * i))
#define SMALLEST(list, groups) assay_smallest_key(list, groups)
#define SET_KEY(list, groups, place, key) assay_set_key(list, groups, place, key)
#define CLEAR_KEYS(list, groups, a, b, c) assay_clear_keys(list, groups, a, b, c)

static inline __attribute__((always_inline)) uint32_t assay_smallest_key(const __m256i *list, const int groups) {
    __m256i least = list[0];
    for (int i = 1; i < 2 * groups; i++) least = _mm256_min_epu32(least, list[i]);
    __m128i four = _mm_min_epu32(_mm256_castsi256_si128(least), _mm256_extracti128_si256(least, 1));
    four = _mm_min_epu32(four, _mm_shuffle_epi32(four, 0x4E));
    four = _mm_min_epu32(four, _mm_shuffle_epi32(four, 0xB1));
    return (uint32_t)_mm_cvtsi128_si32(four);
}

// All bits in the middle: what is read around it has them in any lane that is wanted.
static const uint32_t assay_one_lane[2 * assay_most_symbols] __attribute__((aligned(64))) = {[assay_most_symbols] = UINT32_MAX};

// All bits of a place's lane, in the list's i-th vector.
static inline __attribute__((always_inline)) __m256i assay_lane(uint32_t place, int i) {
    return _mm256_loadu_si256((const __m256i *)(assay_one_lane + assay_most_symbols + 8 * i - place));
}

static inline __attribute__((always_inline)) void assay_set_key(
    __m256i *list, const int groups, uint32_t place, uint32_t key) {
    for (int i = 0; i < 2 * groups; i++)
        list[i] = _mm256_blendv_epi8(list[i], _mm256_set1_epi32((int)key), assay_lane(place, i));
}

static inline __attribute__((always_inline)) void assay_clear_keys(
    __m256i *list, const int groups, uint32_t a, uint32_t b, uint32_t c) {
    for (int i = 0; i < 2 * groups; i++) {
        __m256i lanes = _mm256_or_si256(_mm256_or_si256(assay_lane(a, i), assay_lane(b, i)), assay_lane(c, i));
        // All bits but the highest: NO_KEY.
        list[i] = _mm256_or_si256(list[i], _mm256_srli_epi32(lanes, 1));
    }
}

#else

#define LIST(list) uint32_t *list
#define KEYS(list, keys, groups) uint32_t *list = keys
#define SMALLEST(list, groups) (count <= 9 ? assay_minimum_8(list) : assay_minimum(list, groups))
#define SET_KEY(list, groups, place, key) (list[place] = (key))
#define CLEAR_KEYS(list, groups, a, b, c) (list[a] = list[b] = list[c] = NO_KEY)

#endif

#endif
