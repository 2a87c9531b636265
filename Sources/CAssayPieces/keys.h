// Lists of keys of which the smallest is wanted again and again.
#ifndef ASSAY_KEYS_H
#define ASSAY_KEYS_H

#include "assay_masks.h"

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

#else

#define LIST(list) uint32_t *list
#define KEYS(list, keys, groups) uint32_t *list = keys
#define SMALLEST(list, groups) (count <= 9 ? assay_minimum_8(list) : assay_minimum(list, groups))
#define SET_KEY(list, groups, place, key) (list[place] = (key))
#define CLEAR_KEYS(list, groups, a, b, c) (list[a] = list[b] = list[c] = NO_KEY)

#endif

#endif
