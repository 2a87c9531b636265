// AVX-512 by AVX2 and plain C, so that the loops for it can be tested, slowly, on processors without it: scripts/test-avx512.
//
// Most of it is SIMDe's (libsimde-dev), which is included without its own names for the intrinsics: these would not leave the
// compiler's alone. What follows is what it has not, by the intrinsics guide: a lane that is masked out is not read.
#ifndef ASSAY_EMULATED_AVX512_H
#define ASSAY_EMULATED_AVX512_H

#include <immintrin.h>
#include <simde/x86/avx512.h>
#include <string.h>

#define EMULATED static inline __attribute__((always_inline))

typedef union {
    simde__m512i vector;
    uint8_t bytes[64];
    uint32_t words[16];
    uint64_t longs[8];
} emulated_512;

EMULATED simde__m512i emulated_mm512_alignr_epi32(simde__m512i high, simde__m512i low, int count) {
    emulated_512 from[2] = {{low}, {high}}, result;
    for (int i = 0; i < 16; i++) result.words[i] = from[(i + count) >> 4].words[(i + count) & 15];
    return result.vector;
}

// Whatever is made of each lane of something smaller.
#define WIDEN(name, type, lanes, from, to) \
    EMULATED simde__m512i name(type narrow) { \
        union { \
            type vector; \
            from lane[sizeof(type) / sizeof(from)]; \
        } source = {narrow}; \
        union { \
            simde__m512i vector; \
            to lane[64 / sizeof(to)]; \
        } result; \
        for (int i = 0; i < lanes; i++) result.lane[i] = source.lane[i % (int)(sizeof(type) / sizeof(from))]; \
        return result.vector; \
    }

WIDEN(emulated_mm512_broadcast_i64x2, __m128i, 8, uint64_t, uint64_t)
WIDEN(emulated_mm512_cvtepu32_epi64, __m256i, 8, uint32_t, uint64_t)
WIDEN(emulated_mm512_cvtepu8_epi32, __m128i, 16, uint8_t, uint32_t)
WIDEN(emulated_mm512_cvtepu8_epi64, __m128i, 8, uint8_t, uint64_t)

// A bit for each lane of which something holds.
#define COMPARE(name, mask, lanes, array, condition) \
    EMULATED mask name(mask wanted, simde__m512i a, simde__m512i b) { \
        emulated_512 left = {a}, right = {b}; \
        uint64_t bits = 0; \
        for (int i = 0; i < lanes; i++) bits |= (uint64_t)(condition(left.array[i], right.array[i])) << i; \
        return wanted & (mask)bits; \
    }
#define DIFFER(a, b) ((a) != (b))
#define SHARE_NO_BIT(a, b) (!((a) & (b)))

COMPARE(emulated_mm512_mask_cmpneq_epi32_mask, __mmask16, 16, words, DIFFER)
COMPARE(emulated_mm512_mask_cmpneq_epi64_mask, __mmask8, 8, longs, DIFFER)
COMPARE(emulated_mm512_mask_testn_epi8_mask, __mmask64, 64, bytes, SHARE_NO_BIT)
COMPARE(emulated_mm512_mask_testn_epi32_mask, __mmask16, 16, words, SHARE_NO_BIT)
COMPARE(emulated_mm512_mask_testn_epi64_mask, __mmask8, 8, longs, SHARE_NO_BIT)

EMULATED __mmask16 emulated_mm512_cmpneq_epi32_mask(simde__m512i a, simde__m512i b) {
    return emulated_mm512_mask_cmpneq_epi32_mask(0xFFFF, a, b);
}

EMULATED __mmask16 emulated_mm512_testn_epi32_mask(simde__m512i a, simde__m512i b) {
    return emulated_mm512_mask_testn_epi32_mask(0xFFFF, a, b);
}

// What stands at places, which are signed.
#define GATHER(name, type, mask, places, lanes, array, place) \
    EMULATED type name(type otherwise, mask wanted, places at, const void *base, int scale) { \
        union { \
            type vector; \
            array lane[lanes]; \
        } result = {otherwise}; \
        union { \
            places vector; \
            place lane[lanes]; \
        } index = {at}; \
        for (int i = 0; i < lanes; i++) { \
            if (!(wanted >> i & 1)) continue; \
            memcpy(&result.lane[i], (const char *)base + (int64_t)index.lane[i] * scale, sizeof(array)); \
        } \
        return result.vector; \
    }

GATHER(emulated_mm256_mmask_i32gather_epi32, __m256i, __mmask8, __m256i, 8, uint32_t, int32_t)
GATHER(emulated_mm512_mask_i32gather_epi32, simde__m512i, __mmask16, simde__m512i, 16, uint32_t, int32_t)
GATHER(emulated_mm512_mask_i64gather_epi32, __m256i, __mmask8, simde__m512i, 8, uint32_t, int64_t)
GATHER(emulated_mm512_mask_i64gather_epi64, simde__m512i, __mmask8, simde__m512i, 8, uint64_t, int64_t)

EMULATED simde__m512i emulated_mm512_i32gather_epi32(simde__m512i at, const void *base, int scale) {
    return emulated_mm512_mask_i32gather_epi32(at, 0xFFFF, at, base, scale);
}

EMULATED simde__m512i emulated_mm512_maskz_compress_epi8(__mmask64 wanted, simde__m512i all) {
    emulated_512 from = {all}, result = {{0}};
    for (int i = 0, count = 0; i < 64; i++) {
        if (wanted >> i & 1) result.bytes[count++] = from.bytes[i];
    }
    return result.vector;
}

EMULATED simde__m512i emulated_mm512_maskz_loadu_epi8(__mmask64 wanted, const void *from) {
    emulated_512 result;
    for (int i = 0; i < 64; i++) result.bytes[i] = wanted >> i & 1 ? ((const uint8_t *)from)[i] : 0;
    return result.vector;
}

// From here on the names are these.
#undef __m512i
#define __m512i simde__m512i
#undef _mm256_mmask_i32gather_epi32
#define _mm256_mmask_i32gather_epi32 emulated_mm256_mmask_i32gather_epi32
#undef _mm256_test_epi32_mask
#define _mm256_test_epi32_mask simde_mm256_test_epi32_mask
#undef _mm512_add_epi64
#define _mm512_add_epi64 simde_mm512_add_epi64
#undef _mm512_add_epi8
#define _mm512_add_epi8 simde_mm512_add_epi8
#undef _mm512_alignr_epi32
#define _mm512_alignr_epi32 emulated_mm512_alignr_epi32
#undef _mm512_and_si512
#define _mm512_and_si512 simde_mm512_and_si512
#undef _mm512_bitshuffle_epi64_mask
#define _mm512_bitshuffle_epi64_mask simde_mm512_bitshuffle_epi64_mask
#undef _mm512_broadcast_i64x2
#define _mm512_broadcast_i64x2 emulated_mm512_broadcast_i64x2
#undef _mm512_castsi128_si512
#define _mm512_castsi128_si512 simde_mm512_castsi128_si512
#undef _mm512_castsi256_si512
#define _mm512_castsi256_si512 simde_mm512_castsi256_si512
#undef _mm512_castsi512_si128
#define _mm512_castsi512_si128 simde_mm512_castsi512_si128
#undef _mm512_castsi512_si256
#define _mm512_castsi512_si256 simde_mm512_castsi512_si256
#undef _mm512_cmpeq_epi32_mask
#define _mm512_cmpeq_epi32_mask simde_mm512_cmpeq_epi32_mask
#undef _mm512_cmpeq_epi64_mask
#define _mm512_cmpeq_epi64_mask simde_mm512_cmpeq_epi64_mask
#undef _mm512_cmpeq_epi8_mask
#define _mm512_cmpeq_epi8_mask simde_mm512_cmpeq_epi8_mask
#undef _mm512_cmpge_epu32_mask
#define _mm512_cmpge_epu32_mask simde_mm512_cmpge_epu32_mask
#undef _mm512_cmplt_epi8_mask
#define _mm512_cmplt_epi8_mask simde_mm512_cmplt_epi8_mask
#undef _mm512_cmplt_epu8_mask
#define _mm512_cmplt_epu8_mask simde_mm512_cmplt_epu8_mask
#undef _mm512_cmpneq_epi32_mask
#define _mm512_cmpneq_epi32_mask emulated_mm512_cmpneq_epi32_mask
#undef _mm512_cvtepi64_epi32
#define _mm512_cvtepi64_epi32 simde_mm512_cvtepi64_epi32
#undef _mm512_cvtepu32_epi64
#define _mm512_cvtepu32_epi64 emulated_mm512_cvtepu32_epi64
#undef _mm512_cvtepu8_epi32
#define _mm512_cvtepu8_epi32 emulated_mm512_cvtepu8_epi32
#undef _mm512_cvtepu8_epi64
#define _mm512_cvtepu8_epi64 emulated_mm512_cvtepu8_epi64
#undef _mm512_extracti64x4_epi64
#define _mm512_extracti64x4_epi64 simde_mm512_extracti64x4_epi64
#undef _mm512_i32gather_epi32
#define _mm512_i32gather_epi32 emulated_mm512_i32gather_epi32
#undef _mm512_inserti64x4
#define _mm512_inserti64x4 simde_mm512_inserti64x4
#undef _mm512_load_si512
#define _mm512_load_si512 simde_mm512_load_si512
#undef _mm512_loadu_si512
#define _mm512_loadu_si512 simde_mm512_loadu_si512
#undef _mm512_mask_cmpge_epu32_mask
#define _mm512_mask_cmpge_epu32_mask simde_mm512_mask_cmpge_epu32_mask
#undef _mm512_mask_cmpneq_epi64_mask
#define _mm512_mask_cmpneq_epi64_mask emulated_mm512_mask_cmpneq_epi64_mask
#undef _mm512_mask_i32gather_epi32
#define _mm512_mask_i32gather_epi32 emulated_mm512_mask_i32gather_epi32
#undef _mm512_mask_i64gather_epi32
#define _mm512_mask_i64gather_epi32 emulated_mm512_mask_i64gather_epi32
#undef _mm512_mask_i64gather_epi64
#define _mm512_mask_i64gather_epi64 emulated_mm512_mask_i64gather_epi64
#undef _mm512_mask_mov_epi32
#define _mm512_mask_mov_epi32 simde_mm512_mask_mov_epi32
#undef _mm512_mask_set1_epi32
#define _mm512_mask_set1_epi32 simde_mm512_mask_set1_epi32
#undef _mm512_mask_sub_epi32
#define _mm512_mask_sub_epi32 simde_mm512_mask_sub_epi32
#undef _mm512_mask_testn_epi64_mask
#define _mm512_mask_testn_epi64_mask emulated_mm512_mask_testn_epi64_mask
#undef _mm512_mask_testn_epi8_mask
#define _mm512_mask_testn_epi8_mask emulated_mm512_mask_testn_epi8_mask
#undef _mm512_maskz_compress_epi8
#define _mm512_maskz_compress_epi8 emulated_mm512_maskz_compress_epi8
#undef _mm512_maskz_loadu_epi8
#define _mm512_maskz_loadu_epi8 emulated_mm512_maskz_loadu_epi8
#undef _mm512_min_epu32
#define _mm512_min_epu32 simde_mm512_min_epu32
#undef _mm512_movepi8_mask
#define _mm512_movepi8_mask simde_mm512_movepi8_mask
#undef _mm512_mullo_epi64
#define _mm512_mullo_epi64 simde_mm512_mullo_epi64
#undef _mm512_or_si512
#define _mm512_or_si512 simde_mm512_or_si512
#undef _mm512_permutex2var_epi8
#define _mm512_permutex2var_epi8 simde_mm512_permutex2var_epi8
#undef _mm512_permutexvar_epi8
#define _mm512_permutexvar_epi8 simde_mm512_permutexvar_epi8
#undef _mm512_set1_epi32
#define _mm512_set1_epi32 simde_mm512_set1_epi32
#undef _mm512_set1_epi64
#define _mm512_set1_epi64 simde_mm512_set1_epi64
#undef _mm512_set1_epi8
#define _mm512_set1_epi8 simde_mm512_set1_epi8
#undef _mm512_set4_epi32
#define _mm512_set4_epi32 simde_mm512_set4_epi32
#undef _mm512_set_epi64
#define _mm512_set_epi64 simde_mm512_set_epi64
#undef _mm512_set_epi8
#define _mm512_set_epi8 simde_mm512_set_epi8
#undef _mm512_setr_epi32
#define _mm512_setr_epi32 simde_mm512_setr_epi32
#undef _mm512_setzero_si512
#define _mm512_setzero_si512 simde_mm512_setzero_si512
#undef _mm512_shuffle_epi8
#define _mm512_shuffle_epi8 simde_mm512_shuffle_epi8
#undef _mm512_slli_epi32
#define _mm512_slli_epi32 simde_mm512_slli_epi32
#undef _mm512_slli_epi64
#define _mm512_slli_epi64 simde_mm512_slli_epi64
#undef _mm512_srl_epi64
#define _mm512_srl_epi64 simde_mm512_srl_epi64
#undef _mm512_srli_epi32
#define _mm512_srli_epi32 simde_mm512_srli_epi32
#undef _mm512_srli_epi64
#define _mm512_srli_epi64 simde_mm512_srli_epi64
#undef _mm512_srlv_epi64
#define _mm512_srlv_epi64 simde_mm512_srlv_epi64
#undef _mm512_store_si512
#define _mm512_store_si512 simde_mm512_store_si512
#undef _mm512_storeu_si512
#define _mm512_storeu_si512 simde_mm512_storeu_si512
#undef _mm512_sub_epi8
#define _mm512_sub_epi8 simde_mm512_sub_epi8
#undef _mm512_testn_epi32_mask
#define _mm512_testn_epi32_mask emulated_mm512_testn_epi32_mask

#endif
