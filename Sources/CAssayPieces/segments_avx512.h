// Sixteen characters at a time; included by segments.h.

ASSAY_INLINE __m512i all_avx512(uint32_t number) { return _mm512_set1_epi32((int)number); }

// The scalar values of 16 characters of 64 bytes, by where each starts.
ASSAY_INLINE __m512i scalars_avx512(__m512i bytes, __m512i places) {
    // A place in each of four bytes, plus 0 to 3: a character's bytes, and what stands behind them.
    __m512i place = _mm512_shuffle_epi8(places, _mm512_set4_epi32(0x0C0C0C0C, 0x08080808, 0x04040404, 0));
    __m512i read = _mm512_permutexvar_epi8(_mm512_add_epi8(place, all_avx512(0x03020100)), bytes);
    __m512i first = _mm512_and_si512(read, all_avx512(0xFF)), six = all_avx512(0x3F);
    // Six bits more for each byte, without those that mark the length.
    __m512i two = _mm512_or_si512(
        _mm512_slli_epi32(_mm512_and_si512(first, all_avx512(0x1F)), 6), _mm512_and_si512(_mm512_srli_epi32(read, 8), six));
    __m512i three = _mm512_or_si512(
        _mm512_slli_epi32(_mm512_and_si512(two, all_avx512(0x3FF)), 6), _mm512_and_si512(_mm512_srli_epi32(read, 16), six));
    __m512i four = _mm512_or_si512(
        _mm512_slli_epi32(_mm512_and_si512(three, all_avx512(0x7FFF)), 6), _mm512_and_si512(_mm512_srli_epi32(read, 24), six));
    __m512i scalars = _mm512_mask_mov_epi32(first, _mm512_cmpge_epu32_mask(first, all_avx512(0xC0)), two);
    scalars = _mm512_mask_mov_epi32(scalars, _mm512_cmpge_epu32_mask(first, all_avx512(0xE0)), three);
    return _mm512_mask_mov_epi32(scalars, _mm512_cmpge_epu32_mask(first, all_avx512(0xF0)), four);
}

// A bit for each of eight characters that stands behind another in no token.
ASSAY_INLINE uint32_t strange_avx512(const assay_characters *characters, __m256i left, __m256i right, __mmask8 lanes) {
    __m512i pair = _mm512_or_si512(_mm512_slli_epi64(_mm512_cvtepu32_epi64(left), 32), _mm512_cvtepu32_epi64(right));
    __m512i hash = _mm512_mullo_epi64(pair, _mm512_set1_epi64((long long)assay_hash_factor));
    __m512i words = _mm512_and_si512(
        _mm512_srli_epi64(hash, 38), _mm512_set1_epi64((long long)(characters->pair_words - 1)));
    __m512i bits = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes, words, characters->pairs, 8);
    __m512i places = _mm512_and_si512(_mm512_srli_epi64(hash, 32), _mm512_set1_epi64(63));
    return _mm512_mask_testn_epi64_mask(lanes, _mm512_srlv_epi64(bits, places), _mm512_set1_epi64(1));
}

// The same for up to sixteen.
ASSAY_INLINE uint32_t strange_ones_avx512(const assay_characters *characters, __m512i left, __m512i right, uint32_t lanes) {
    uint32_t strange = strange_avx512(
        characters, _mm512_castsi512_si256(left), _mm512_castsi512_si256(right), (__mmask8)lanes);
    if (lanes < 0x100) return strange;
    __m256i high_left = _mm512_extracti64x4_epi64(left, 1), high_right = _mm512_extracti64x4_epi64(right, 1);
    return strange | strange_avx512(characters, high_left, high_right, (__mmask8)(lanes >> 8)) << 8;
}

int64_t assay_find_cuts_avx512(
    const assay_characters *characters, const uint8_t *piece, int64_t length, assay_reading *reading, int64_t *cuts) {
    int64_t at = reading->position, rest = length - at, end = rest, count = 0;
    if (!rest) return 0;
    uint64_t there = assay_lowest(rest < 64 ? (int)rest : 64);
    __m512i bytes = _mm512_maskz_loadu_epi8(there, piece + at);
    uint64_t starts = there & ~_mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(-64));
    if (rest > 64) {
        // The last character may not be there as a whole.
        end = 63 - __builtin_clzll(starts);
        starts ^= (uint64_t)1 << end;
    }
    __m512i every_place = _mm512_set_epi64(
        0x3F3E3D3C3B3A3938, 0x3736353433323130, 0x2F2E2D2C2B2A2928, 0x2726252423222120, 0x1F1E1D1C1B1A1918, 0x1716151413121110,
        0x0F0E0D0C0B0A0908, 0x0706050403020100);
    uint8_t places[64] __attribute__((aligned(64)));
    _mm512_store_si512(places, _mm512_maskz_compress_epi8(starts, every_place));
    int characters_there = __builtin_popcountll(starts);
    __m512i scalars = _mm512_setzero_si512(), before = all_avx512(reading->scalar);
    for (int some = 0; some < characters_there; some += 16, before = scalars) {
        scalars = scalars_avx512(bytes, _mm512_cvtepu8_epi32(_mm_load_si128((const __m128i *)(places + some))));
        __m512i left = _mm512_alignr_epi32(scalars, before, 15);
        uint32_t strange = strange_ones_avx512(
            characters, left, scalars, (uint32_t)assay_lowest(characters_there - some < 16 ? characters_there - some : 16));
        // A piece is not cut before its first character.
        if (!(at | some)) strange &= ~1u;
        for (; strange; strange &= strange - 1) {
            int64_t place = at + places[some + __builtin_ctz(strange)];
            cuts[count] = place;
            count += assay_may_cut(characters, piece, length, place);
        }
    }
    uint32_t last[16];
    _mm512_storeu_si512(last, scalars);
    *reading = (assay_reading){at + end, last[(characters_there - 1) & 15]};
    return count;
}
