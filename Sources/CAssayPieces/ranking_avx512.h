// Ranking the pairs of up to 16 symbols at once; included by merging.h.
//
// One by one, each pair guesses anew whether it was looked up before, and the keys, written one by one, have to reach the
// cache before they can be read as a whole.

// The tokens that ASCII starts out as.
ASSAY_INLINE __m512i symbols_of_ascii_avx512(const assay_pairs *pairs, __m128i bytes) {
    if (!pairs->ascii) return _mm512_i32gather_epi32(_mm512_cvtepu8_epi32(bytes), pairs->symbols, 4);
    __m512i first = _mm512_loadu_si512(pairs->ascii), second = _mm512_loadu_si512(pairs->ascii + 64);
    __m512i symbols = _mm512_permutex2var_epi8(first, _mm512_castsi128_si512(bytes), second);
    return _mm512_cvtepu8_epi32(_mm512_castsi512_si128(symbols));
}

// What stands at places of `first`; most pieces have no more than eight.
ASSAY_INLINE __m512i first_at_avx512(const assay_pairs *pairs, __m512i places, __mmask16 lanes) {
    __m512i none = _mm512_set1_epi32(-1);
    if (lanes >> 8) return _mm512_mask_i32gather_epi32(none, lanes, places, pairs->first, 4);
    __m256i few = _mm256_mmask_i32gather_epi32(
        _mm512_castsi512_si256(none), (__mmask8)lanes, _mm512_castsi512_si256(places), (const int *)pairs->first, 4);
    return _mm512_inserti64x4(none, few, 0);
}

// What each of two or more tokens below 256 merges into with the next. A bit of `lanes` for each pair.
ASSAY_INLINE __m512i merged_bytes_avx512(
    const assay_pairs *pairs, const uint32_t *symbols, __m512i left, __m512i right, __mmask16 lanes) {
    __m512i places = _mm512_or_si512(_mm512_slli_epi32(left, 8), right), none = _mm512_set1_epi32(-1);
    __m512i found = first_at_avx512(pairs, places, lanes);
    uint32_t missing = _mm512_testn_epi32_mask(found, found);
    if (missing) {
        for (; missing; missing &= missing - 1) {
            const uint32_t *pair = symbols + __builtin_ctz(missing);
            merged_first_avx512(pairs, pair[0], pair[1]);
        }
        found = first_at_avx512(pairs, places, lanes);
    }
    return _mm512_mask_sub_epi32(found, _mm512_cmpneq_epi32_mask(found, none), found, _mm512_set1_epi32(1));
}

// The same for any eight tokens, by what was looked up before. A bit of `missing` for each pair that was not.
ASSAY_INLINE __m256i merged_8_avx512(
    const assay_pairs *pairs, __m256i left, __m256i right, __mmask8 lanes, uint32_t *missing) {
    __m512i pair = _mm512_or_si512(
        _mm512_slli_epi64(_mm512_cvtepu32_epi64(left), assay_index_bits), _mm512_cvtepu32_epi64(right));
    __m512i product = _mm512_mullo_epi64(pair, _mm512_set1_epi64((long long)assay_hash_factor));
    __m512i bit = _mm512_srl_epi64(product, _mm_cvtsi64_si128((long long)pairs->filter_shift));
    __m256i words = _mm512_mask_i64gather_epi32(
        _mm256_setzero_si256(), lanes, _mm512_srli_epi64(bit, 5), pairs->filter, 4);
    __m256i places = _mm256_and_si256(_mm512_cvtepi64_epi32(bit), _mm256_set1_epi32(31));
    __mmask8 may = _mm256_test_epi32_mask(words, _mm256_sllv_epi32(_mm256_set1_epi32(1), places));
    __m512i known = _mm512_mask_i64gather_epi64(
        _mm512_set1_epi64(assay_index_mask), may, _mm512_srli_epi64(product, 64 - assay_known_bits), pairs->known, 8);
    *missing = _mm512_mask_cmpneq_epi64_mask(
        may, _mm512_srli_epi64(known, assay_index_bits), _mm512_add_epi64(pair, _mm512_set1_epi64(1)));
    return _mm512_cvtepi64_epi32(_mm512_and_si512(known, _mm512_set1_epi64(assay_index_mask)));
}

ASSAY_INLINE __m512i merged_tokens_avx512(
    const assay_pairs *pairs, const uint32_t *symbols, __m512i left, __m512i right, __mmask16 lanes) {
    uint32_t missing, high_missing = 0;
    __m256i low = merged_8_avx512(
        pairs, _mm512_castsi512_si256(left), _mm512_castsi512_si256(right), (__mmask8)lanes, &missing);
    __m256i high = _mm256_set1_epi32((int)assay_index_mask);
    if (lanes >> 8)
        high = merged_8_avx512(
            pairs, _mm512_extracti64x4_epi64(left, 1), _mm512_extracti64x4_epi64(right, 1), (__mmask8)(lanes >> 8),
            &high_missing);
    __m512i found = _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
    found = _mm512_mask_mov_epi32(
        found, _mm512_cmpeq_epi32_mask(found, _mm512_set1_epi32((int)assay_index_mask)), _mm512_set1_epi32(-1));
    for (missing |= high_missing << 8; missing; missing &= missing - 1) {
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
