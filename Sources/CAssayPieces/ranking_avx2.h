// Ranking the pairs of up to 16 bytes at once; included by merging.h. See ranking_avx512.h. Those of tokens are looked up one by
// one: AVX2 cannot multiply 64 bits, and gathers slowly.

// 16 lanes of 32 bits.
typedef struct {
    __m256i low, high;
} lanes_avx2;

ASSAY_INLINE lanes_avx2 load_lanes_avx2(const uint32_t *numbers) {
    return (lanes_avx2){
        _mm256_loadu_si256((const __m256i *)numbers), _mm256_loadu_si256((const __m256i *)(numbers + 8))};
}

ASSAY_INLINE void store_lanes_avx2(uint32_t *numbers, lanes_avx2 lanes) {
    _mm256_storeu_si256((__m256i *)numbers, lanes.low);
    _mm256_storeu_si256((__m256i *)(numbers + 8), lanes.high);
}

// What stands at eight places of a table, where a lane's highest bit is set, and elsewhere all bits.
ASSAY_INLINE __m256i gathered_avx2(const void *table, __m256i places, __m256i lanes) {
    return _mm256_mask_i32gather_epi32(_mm256_set1_epi32(-1), (const int *)table, places, lanes, 4);
}

// The tokens that the ASCII characters of a key start out as.
ASSAY_INLINE lanes_avx2 symbols_of_ascii_avx2(const assay_pairs *pairs, uint64_t low, uint64_t high, int64_t count) {
    const int *symbols = (const int *)pairs->symbols;
    __m256i first = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)low));
    lanes_avx2 all = {_mm256_i32gather_epi32(symbols, first, 4), _mm256_setzero_si256()};
    if (count > 8)
        all.high = _mm256_i32gather_epi32(symbols, _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)(high << 8 >> 8))), 4);
    return all;
}

// What eight pairs of tokens below 256 merge into.
ASSAY_INLINE __m256i merged_bytes_avx2(
    const assay_pairs *pairs, const uint32_t *symbols, __m256i left, __m256i right, __m256i lanes) {
    __m256i places = _mm256_or_si256(_mm256_slli_epi32(left, 8), right), none = _mm256_set1_epi32(-1);
    __m256i found = gathered_avx2(pairs->first, places, lanes);
    __m256i zero = _mm256_cmpeq_epi32(found, _mm256_setzero_si256());
    uint32_t missing = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(zero));
    if (missing) {
        for (; missing; missing &= missing - 1) {
            const uint32_t *pair = symbols + __builtin_ctz(missing);
            merged_first_avx2(pairs, pair[0], pair[1]);
        }
        found = gathered_avx2(pairs->first, places, lanes);
    }
    // None stays none, and of all others 1 is taken.
    return _mm256_add_epi32(found, _mm256_xor_si256(_mm256_cmpeq_epi32(found, none), none));
}

// The keys of eight pairs, of which the first stands at a place.
ASSAY_INLINE __m256i keys_avx2(const assay_pairs *pairs, __m256i merged, int first) {
    __m256i rank = _mm256_min_epu32(merged, _mm256_set1_epi32((int)pairs->tie_start));
    __m256i places = _mm256_add_epi32(_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), _mm256_set1_epi32(first));
    __m256i keys = _mm256_or_si256(_mm256_slli_epi32(rank, 6), places);
    __m256i none = _mm256_cmpeq_epi32(merged, _mm256_set1_epi32(-1));
    return _mm256_blendv_epi8(keys, _mm256_set1_epi32(NO_KEY), none);
}

// All bits of the first `count` of eight lanes.
ASSAY_INLINE __m256i first_lanes_avx2(int count) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

// Writes what each of up to 16 symbols below 256 merges into with the next, and their keys.
ASSAY_INLINE void rank_bytes_avx2(
    const assay_pairs *pairs, const uint32_t *symbols, lanes_avx2 left, int count, uint32_t *merged, __m256i *list) {
    // The symbols behind these; the last has none.
    __m256i middle = _mm256_permute2x128_si256(left.low, left.high, 0x21);
    __m256i right = _mm256_alignr_epi8(middle, left.low, 4);
    lanes_avx2 found = {merged_bytes_avx2(pairs, symbols, left.low, right, first_lanes_avx2(count - 1)), _mm256_set1_epi32(-1)};
    if (count > 9) {
        __m256i last = _mm256_permute2x128_si256(left.high, left.high, 0x81);
        right = _mm256_alignr_epi8(last, left.high, 4);
        found.high = merged_bytes_avx2(pairs, symbols + 8, left.high, right, first_lanes_avx2(count - 9));
    }
    store_lanes_avx2(merged, found);
    list[0] = keys_avx2(pairs, found.low, 0);
    list[1] = keys_avx2(pairs, found.high, 8);
}
