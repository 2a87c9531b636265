// Eight characters at a time; included by segments.h.

// A bit for each character that starts out whole.
ASSAY_INLINE uint64_t whole_ones_avx512(const assay_characters *characters, const assay_read_characters *read) {
    const __m512i none = _mm512_set1_epi64(assay_no_index);
    uint64_t whole = 0;
    for (int64_t i = 0; i < read->count; i += 8) {
        __m256i scalars = _mm256_loadu_si256((const __m256i *)(read->scalars + i + 1));
        __mmask8 lanes = (__mmask8)(read->count - i >= 8 ? 0xFF : (1 << (read->count - i)) - 1);
        __mmask8 ascii = _mm256_mask_cmplt_epu32_mask(lanes, scalars, _mm256_set1_epi32(0x80));
        __mmask8 basic = _mm256_mask_cmplt_epu32_mask(lanes, scalars, _mm256_set1_epi32(0x10000));
        // Two bytes more than a block's number are read; more of the pack stands behind the last.
        __m256i blocks = _mm256_mmask_i32gather_epi32(
            _mm256_set1_epi32(assay_no_block), basic, _mm256_srli_epi32(scalars, 6), (const int *)characters->blocks, 2);
        blocks = _mm256_and_si256(blocks, _mm256_set1_epi32(0xFFFF));
        __mmask8 has_block = _mm256_mask_cmpneq_epi32_mask(basic, blocks, _mm256_set1_epi32(assay_no_block));
        __m256i places = _mm256_or_si256(_mm256_slli_epi32(blocks, 6), _mm256_and_si256(scalars, _mm256_set1_epi32(63)));
        __m512i symbols = _mm512_mask_i32gather_epi64(none, has_block, places, characters->symbols, 8);
        // The neighbours before and behind.
        __m512i before = _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)(read->kinds + i)));
        __m512i behind = _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)(read->kinds + i + 2)));
        __m512i conflicts = _mm512_or_si512(
            _mm512_srlv_epi64(_mm512_srli_epi64(symbols, 32), before),
            _mm512_srlv_epi64(_mm512_srli_epi64(symbols, 48), behind));
        __mmask8 alone = _mm512_mask_testn_epi64_mask(basic, conflicts, _mm512_set1_epi64(1));
        __mmask8 is_token = _mm512_cmpneq_epi64_mask(_mm512_and_si512(symbols, none), none);
        whole |= (uint64_t)(uint8_t)(ascii | (alone & is_token)) << i;
    }
    return whole;
}

// A bit for each character that stands behind the one before it in no token.
ASSAY_INLINE uint64_t strange_ones_avx512(const assay_characters *characters, const assay_read_characters *read) {
    uint64_t strange = 0;
    for (int64_t i = 0; i < read->count; i += 8) {
        __mmask8 lanes = (__mmask8)(read->count - i >= 8 ? 0xFF : (1 << (read->count - i)) - 1);
        __m512i left = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(read->scalars + i)));
        __m512i right = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(read->scalars + i + 1)));
        __m512i hash = _mm512_mullo_epi64(
            _mm512_or_si512(_mm512_slli_epi64(left, 32), right), _mm512_set1_epi64((long long)assay_hash_factor));
        __m512i words = _mm512_and_si512(
            _mm512_srli_epi64(hash, 38), _mm512_set1_epi64((long long)(characters->pair_words - 1)));
        __m512i bits = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes, words, characters->pairs, 8);
        __m512i places = _mm512_and_si512(_mm512_srli_epi64(hash, 32), _mm512_set1_epi64(63));
        __mmask8 clear =
            _mm512_mask_testn_epi64_mask(lanes, _mm512_srlv_epi64(bits, places), _mm512_set1_epi64(1));
        strange |= (uint64_t)clear << i;
    }
    return strange;
}
