// Ranking the pairs of up to 15 ASCII characters at once, and merging those of them that merge whatever else does: half of the
// merges of a new word. Included by merging.h; with AVX-512 too, where most words have no more than eight pairs either.

// 16 lanes of 32 bits.
typedef struct {
    __m256i low, high;
} assay_lanes;

// What a place and the next seven have of a list whose first lane is `low`'s.
#define LANES_BEHIND(low, high) _mm256_alignr_epi8(_mm256_permute2x128_si256(low, high, 0x21), low, 4)
// What the place before `high`'s first and those behind it have.
#define LANES_BEFORE(low, high) _mm256_alignr_epi8(high, _mm256_permute2x128_si256(low, high, 0x21), 12)

// The tokens that the characters of a key start out as.
ASSAY_INLINE assay_lanes NAME(start_of_ascii)(const assay_pairs *pairs, uint64_t low, uint64_t high, int count) {
#if ASSAY_PROCESSOR == 2
    (void)count;
    __m512i all = symbols_of_ascii_avx512(pairs, _mm_set_epi64x((long long)(high << 8 >> 8), (long long)low));
    return (assay_lanes){_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64(all, 1)};
#else
    const int *symbols = (const int *)pairs->symbols;
    __m256i first = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)low));
    assay_lanes all = {_mm256_i32gather_epi32(symbols, first, 4), _mm256_setzero_si256()};
    if (count > 8)
        all.high = _mm256_i32gather_epi32(symbols, _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)(high << 8 >> 8))), 4);
    return all;
#endif
}

// Whether a key's characters are ones that there are pairs of.
ASSAY_INLINE int NAME(has_pairs)(const assay_pairs *pairs, uint64_t low, uint64_t high, int count) {
    __m128i bytes = _mm_set_epi64x((long long)high, (long long)low);
    uint32_t control = (uint32_t)_mm_movemask_epi8(_mm_cmplt_epi8(bytes, _mm_set1_epi8(assay_first_ascii)));
    return pairs->ascii_pairs && count > 1 && !(control & ((1u << count) - 1));
}

// The entries of eight of the pairs of a key's characters, all bits where `lanes` has none.
ASSAY_INLINE __m256i NAME(ascii_pairs)(const assay_pairs *pairs, __m256i left, __m256i right, __m256i lanes) {
    // 96 a character, from the space on.
    __m256i row = _mm256_add_epi32(_mm256_slli_epi32(left, 6), _mm256_slli_epi32(left, 5));
    __m256i places = _mm256_sub_epi32(_mm256_add_epi32(row, right), _mm256_set1_epi32(97 * assay_first_ascii));
    return _mm256_mask_i32gather_epi32(_mm256_set1_epi32(-1), (const int *)pairs->ascii_pairs, places, lanes, 4);
}

// What these merge into.
ASSAY_INLINE __m256i NAME(merged_ascii)(__m256i entries) {
    __m256i none = _mm256_set1_epi32(assay_ascii_token), token = _mm256_and_si256(entries, none);
    return _mm256_or_si256(token, _mm256_cmpeq_epi32(token, none));
}

// All bits of those that rank below what the entries before and behind them say.
ASSAY_INLINE __m256i NAME(safe_ascii)(__m256i before, __m256i entries, __m256i behind) {
    __m256i none = _mm256_set1_epi32(assay_ascii_token), token = _mm256_and_si256(entries, none);
    __m256i bits = _mm256_castps_si256(_mm256_cvtepi32_ps(token));
    __m256i left = _mm256_srli_epi32(before, assay_left_shift);
    __m256i right = _mm256_and_si256(
        _mm256_srli_epi32(behind, assay_right_shift), _mm256_set1_epi32((1 << assay_right_bits) - 1));
    __m256i own = _mm256_sub_epi32(_mm256_srli_epi32(bits, 22), _mm256_set1_epi32(assay_left_zero));
    __m256i finer = _mm256_sub_epi32(_mm256_srli_epi32(bits, 21), _mm256_set1_epi32(assay_right_zero));
    own = _mm256_max_epi32(own, _mm256_setzero_si256());
    finer = _mm256_max_epi32(finer, _mm256_setzero_si256());
    __m256i safe = _mm256_and_si256(_mm256_cmpgt_epi32(left, own), _mm256_cmpgt_epi32(right, finer));
    return _mm256_andnot_si256(_mm256_cmpeq_epi32(token, none), safe);
}

// The keys of eight pairs, of which the first stands at a place: none where a bit of `changed` is set.
ASSAY_INLINE __m256i NAME(keys_of_ascii)(__m256i merged, int first, uint32_t changed) {
    __m256i places = _mm256_add_epi32(_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), _mm256_set1_epi32(first));
    __m256i bits = _mm256_sllv_epi32(_mm256_set1_epi32(1), places);
    __m256i is_changed = _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32((int)changed), bits), bits);
    __m256i keys = _mm256_or_si256(_mm256_slli_epi32(merged, 6), places);
    __m256i is_none = _mm256_cmpeq_epi32(merged, _mm256_set1_epi32(-1));
    return _mm256_blendv_epi8(keys, _mm256_set1_epi32(NO_KEY), _mm256_or_si256(is_none, is_changed));
}

// Writes what each of the symbols that the characters of a key start out as merges into with the next, and the symbols with
// the safe pairs merged. Returns a bit for each of these, and the keys of all others that none of them stands beside.
ASSAY_INLINE uint32_t NAME(rank_ascii)(
    const assay_pairs *pairs, uint64_t low, uint64_t high, int count, assay_lanes start, uint32_t *symbols,
    uint32_t *merged, assay_lanes *keys) {
    __m256i ones = _mm256_set1_epi32(-1), lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    __m256i first = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)low));
    __m256i second = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)(high << 8 >> 8)));
    __m256i is_pair = _mm256_cmpgt_epi32(_mm256_set1_epi32(count - 1), lanes);
    assay_lanes found = {NAME(ascii_pairs)(pairs, first, LANES_BEHIND(first, second), is_pair), ones};
    assay_lanes result = {NAME(merged_ascii)(found.low), ones};
    if (count > 9) {
        is_pair = _mm256_cmpgt_epi32(_mm256_set1_epi32(count - 9), lanes);
        found.high = NAME(ascii_pairs)(pairs, second, LANES_BEHIND(second, ones), is_pair);
        result.high = NAME(merged_ascii)(found.high);
    }
    __m256i safe = NAME(safe_ascii)(LANES_BEFORE(ones, found.low), found.low, LANES_BEHIND(found.low, found.high));
    uint32_t mask = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(safe));
    _mm256_storeu_si256((__m256i *)symbols, _mm256_blendv_epi8(start.low, result.low, safe));
    _mm256_storeu_si256((__m256i *)merged, result.low);
    if (count > 8) {
        safe = NAME(safe_ascii)(LANES_BEFORE(found.low, found.high), found.high, LANES_BEHIND(found.high, ones));
        mask |= (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(safe)) << 8;
        _mm256_storeu_si256((__m256i *)(symbols + 8), _mm256_blendv_epi8(start.high, result.high, safe));
    }
    _mm256_storeu_si256((__m256i *)(merged + 8), result.high);
    uint32_t changed = mask | mask << 1 | mask >> 1;
    keys->low = NAME(keys_of_ascii)(result.low, 0, changed);
    keys->high = NAME(keys_of_ascii)(result.high, 8, changed);
    return mask;
}
