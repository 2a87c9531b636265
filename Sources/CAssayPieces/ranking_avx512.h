// Ranking the pairs of up to 16 symbols at once; included by merging.h.
//
// One by one, each pair guesses anew whether it was looked up before, and the keys, written one by one, have to reach the
// cache before they can be read as a whole.

// What each of two or more tokens below 256 merges into with the next. A bit of `lanes` for each pair.
ASSAY_INLINE __m512i merged_bytes_avx512(
    const assay_pairs *pairs, const uint32_t *symbols, __m512i left, __m512i right, __mmask16 lanes) {
    __m512i places = _mm512_or_si512(_mm512_slli_epi32(left, 8), right), none = _mm512_set1_epi32(-1);
    __m512i found = _mm512_mask_i32gather_epi32(none, lanes, places, pairs->first, 4);
    uint32_t missing = _mm512_testn_epi32_mask(found, found);
    if (missing) {
        for (; missing; missing &= missing - 1) {
            const uint32_t *pair = symbols + __builtin_ctz(missing);
            merged_first_avx512(pairs, pair[0], pair[1]);
        }
        found = _mm512_mask_i32gather_epi32(none, lanes, places, pairs->first, 4);
    }
    return _mm512_mask_sub_epi32(found, _mm512_cmpneq_epi32_mask(found, none), found, _mm512_set1_epi32(1));
}

// The same for any eight tokens, by what was looked up before; a bit of `hits` for each that was.
ASSAY_INLINE __m256i known_8_avx512(
    const assay_pairs *pairs, __m256i left, __m256i right, __mmask8 lanes, __mmask8 *hits) {
    __m512i pair = _mm512_or_si512(
        _mm512_slli_epi64(_mm512_cvtepu32_epi64(left), assay_index_bits), _mm512_cvtepu32_epi64(right));
    __m512i place = _mm512_srli_epi64(
        _mm512_mullo_epi64(pair, _mm512_set1_epi64((long long)0x9E3779B97F4A7C15)), 64 - assay_known_bits);
    __m512i known = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes, place, pairs->known, 8);
    *hits = _mm512_mask_cmpeq_epi64_mask(
        lanes, _mm512_srli_epi64(known, assay_index_bits), _mm512_add_epi64(pair, _mm512_set1_epi64(1)));
    return _mm512_cvtepi64_epi32(_mm512_and_si512(known, _mm512_set1_epi64(assay_index_mask)));
}

ASSAY_INLINE __m512i merged_tokens_avx512(
    const assay_pairs *pairs, const uint32_t *symbols, __m512i left, __m512i right, __mmask16 lanes) {
    __mmask8 low_hits, high_hits = 0;
    __m256i low = known_8_avx512(
        pairs, _mm512_castsi512_si256(left), _mm512_castsi512_si256(right), (__mmask8)lanes, &low_hits);
    __m256i high = _mm256_setzero_si256();
    if (lanes >> 8)
        high = known_8_avx512(
            pairs, _mm512_extracti64x4_epi64(left, 1), _mm512_extracti64x4_epi64(right, 1), (__mmask8)(lanes >> 8),
            &high_hits);
    __m512i found = _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
    __m512i none = _mm512_set1_epi32(-1);
    found = _mm512_mask_mov_epi32(
        found, _mm512_cmpeq_epi32_mask(found, _mm512_set1_epi32((int)assay_index_mask)), none);
    found = _mm512_mask_mov_epi32(none, lanes, found);
    for (uint32_t missing = lanes & ~(low_hits | (uint32_t)high_hits << 8); missing; missing &= missing - 1) {
        int place = __builtin_ctz(missing);
        uint32_t token = merged_avx512(pairs, symbols[place], symbols[place + 1]);
        found = _mm512_mask_set1_epi32(found, (__mmask16)(1 << place), (int)token);
    }
    return found;
}

// Writes what each of up to 16 symbols merges into with the next, and returns their keys.
ASSAY_INLINE __m512i rank_few_avx512(
    const assay_pairs *pairs, const uint32_t *symbols, __m512i left, uint32_t count, uint32_t *merged) {
    __mmask16 lanes = (__mmask16)((1u << (count - 1)) - 1), all = (__mmask16)(lanes << 1 | 1);
    __m512i right = _mm512_alignr_epi32(_mm512_setzero_si512(), left, 1);
    __m512i found = _mm512_mask_cmpge_epu32_mask(all, left, _mm512_set1_epi32(256))
        ? merged_tokens_avx512(pairs, symbols, left, right, lanes)
        : merged_bytes_avx512(pairs, symbols, left, right, lanes);
    _mm512_storeu_si512(merged, found);
    __m512i rank = _mm512_min_epu32(found, _mm512_set1_epi32((int)pairs->tie_start));
    __m512i places = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m512i keys = _mm512_or_si512(_mm512_slli_epi32(rank, 6), places);
    return _mm512_mask_mov_epi32(
        keys, _mm512_cmpeq_epi32_mask(found, _mm512_set1_epi32(-1)), _mm512_set1_epi32(NO_KEY));
}
