// Character classes of 64 bytes at a time, as bit masks: bit i belongs to byte i.
//
// C, because Swift's own SIMD comparisons compile to a loop over lanes, four times slower than no SIMD at all; static
// inline, so that the Swift loops around them see through the calls. SSE2 is part of every x86-64, NEON of every arm64;
// elsewhere a plain loop gives the same masks.
#ifndef ASSAY_MASKS_H
#define ASSAY_MASKS_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

// Which of 64 bytes are what. Bytes from 0x80 on are in `high` only.
typedef struct {
    uint64_t letter;
    uint64_t upper;
    uint64_t digit;
    // Tab to carriage return, and space.
    uint64_t white;
    uint64_t newline;
    uint64_t space;
    uint64_t apostrophe;
    uint64_t slash;
    uint64_t high;
} assay_masks;

#if defined(__SSE2__)

// Whether each byte lies in [low, low + count): signed comparison after a shift of the range to the bottom.
static inline __m128i assay_in_range(__m128i bytes, char low, char count) {
    __m128i shifted = _mm_add_epi8(bytes, _mm_set1_epi8((char)(-128 - low)));
    return _mm_cmplt_epi8(shifted, _mm_set1_epi8((char)(-128 + count)));
}

static inline uint64_t assay_bits(__m128i lanes) { return (uint64_t)(uint32_t)_mm_movemask_epi8(lanes); }

static inline assay_masks assay_classify(const uint8_t *bytes) {
    assay_masks masks = {0};
    for (int part = 0; part < 4; part++) {
        __m128i b = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        __m128i letter = assay_in_range(_mm_or_si128(b, _mm_set1_epi8(0x20)), 'a', 26);
        __m128i newline =
            _mm_or_si128(_mm_cmpeq_epi8(b, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(b, _mm_set1_epi8('\r')));
        __m128i space = _mm_cmpeq_epi8(b, _mm_set1_epi8(' '));
        __m128i white = _mm_or_si128(space, assay_in_range(b, '\t', 5));
        int shift = 16 * part;
        masks.letter |= assay_bits(letter) << shift;
        // Bit 5 of a letter says that it is lower case.
        masks.upper |= assay_bits(_mm_andnot_si128(_mm_slli_epi16(b, 2), letter)) << shift;
        masks.digit |= assay_bits(assay_in_range(b, '0', 10)) << shift;
        masks.white |= assay_bits(white) << shift;
        masks.newline |= assay_bits(newline) << shift;
        masks.space |= assay_bits(space) << shift;
        masks.apostrophe |= assay_bits(_mm_cmpeq_epi8(b, _mm_set1_epi8('\''))) << shift;
        masks.slash |= assay_bits(_mm_cmpeq_epi8(b, _mm_set1_epi8('/'))) << shift;
        masks.high |= assay_bits(b) << shift;
    }
    return masks;
}

#else

static inline assay_masks assay_classify(const uint8_t *bytes) {
    assay_masks masks = {0};
    for (int i = 0; i < 64; i++) {
        uint8_t b = bytes[i];
        uint64_t bit = (uint64_t)1 << i;
        uint8_t folded = b | 0x20;
        if (folded >= 'a' && folded <= 'z') {
            masks.letter |= bit;
            if (!(b & 0x20)) masks.upper |= bit;
        }
        if (b >= '0' && b <= '9') masks.digit |= bit;
        if (b == ' ' || (b >= '\t' && b <= '\r')) masks.white |= bit;
        if (b == '\n' || b == '\r') masks.newline |= bit;
        if (b == ' ') masks.space |= bit;
        if (b == '\'') masks.apostrophe |= bit;
        if (b == '/') masks.slash |= bit;
        if (b >= 0x80) masks.high |= bit;
    }
    return masks;
}

#endif

// The first `length` of 16 bytes, at most 15, then zeros, then the length in the last byte, as two words. With a length of
// 16 the first word is still right.
typedef struct {
    uint64_t low;
    uint64_t high;
} assay_key;

#if defined(__SSE2__)
// From 16 - n on, n bytes of ones and then zeros.
static const uint8_t assay_kept_bytes[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
#endif

static inline assay_key assay_short_key(const uint8_t *bytes, int64_t length) {
    assay_key key;
#if defined(__SSE2__)
    __m128i kept = _mm_loadu_si128((const __m128i *)(assay_kept_bytes + 16 - length));
    __m128i b = _mm_and_si128(_mm_loadu_si128((const __m128i *)bytes), kept);
    key.low = (uint64_t)_mm_cvtsi128_si64(b);
    key.high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(b, b)) | (uint64_t)length << 56;
#else
    uint64_t low, high;
    memcpy(&low, bytes, 8);
    memcpy(&high, bytes + 8, 8);
    uint64_t bits = (uint64_t)length * 8;
    key.low = length < 8 ? low & (((uint64_t)1 << bits) - 1) : low;
    uint64_t kept = length <= 8 ? 0 : length < 16 ? (((uint64_t)1 << (bits - 64)) - 1) : UINT64_MAX;
    key.high = (high & kept) | (uint64_t)length << 56;
#endif
    return key;
}

// Mixed into hashes; part of the pack format, see PieceHash.swift.
static const uint64_t assay_hash_first = 0x2D358DCCAA6C78A5;
static const uint64_t assay_hash_second = 0x8BB84B93962EACC9;

// Folds a 64 x 64-bit product: every input bit reaches every output bit.
static inline uint64_t assay_mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static inline uint64_t assay_key_hash(uint64_t low, uint64_t high) {
    return assay_mix(low ^ assay_hash_first, high ^ assay_hash_second);
}

// Writes where bits are set, eight at a time: a loop that ends behind the last would be guessed wrong each time, and costs
// more than what is written in vain. There is room for 64.
static inline void assay_write_places(uint64_t bits, int64_t origin, int64_t *places) {
    do {
        for (int lane = 0; lane < 8; lane++) {
            places[lane] = origin + (bits ? __builtin_ctzll(bits) : 64);
            bits &= bits - 1;
        }
        places += 8;
    } while (bits);
}

// The smallest of eight keys, loaded one by one: they were just written one by one, and a load of several at once would
// wait until they have reached the cache.
static inline uint32_t assay_minimum_8(const uint32_t *keys) {
    uint32_t k[8];
    for (int i = 0; i < 8; i++) {
        k[i] = keys[i];
#if defined(__GNUC__)
        // Keeps the compiler from making vectors of them.
        __asm__("" : "+r"(k[i]));
#endif
    }
    for (int width = 4; width > 0; width /= 2)
        for (int i = 0; i < width; i++) k[i] = k[i + width] < k[i] ? k[i + width] : k[i];
    return k[0];
}

// The smallest of 16 x `blocks` keys, all below 2^31.
static inline uint32_t assay_minimum(const uint32_t *keys, int64_t blocks) {
#if defined(__SSE2__)
    __m128i least = _mm_set1_epi32(INT32_MAX);
    for (int64_t i = 0; i < 4 * blocks; i++) {
        __m128i next = _mm_loadu_si128((const __m128i *)(keys + 4 * i));
        // SSE2 has no minimum of 32-bit lanes.
        __m128i greater = _mm_cmpgt_epi32(least, next);
        least = _mm_or_si128(_mm_and_si128(greater, next), _mm_andnot_si128(greater, least));
    }
    for (int shift = 0; shift < 2; shift++) {
        __m128i next = shift ? _mm_shuffle_epi32(least, 0xB1) : _mm_shuffle_epi32(least, 0x4E);
        __m128i greater = _mm_cmpgt_epi32(least, next);
        least = _mm_or_si128(_mm_and_si128(greater, next), _mm_andnot_si128(greater, least));
    }
    return (uint32_t)_mm_cvtsi128_si32(least);
#else
    uint32_t least = INT32_MAX;
    for (int64_t i = 0; i < 16 * blocks; i++) least = keys[i] < least ? keys[i] : least;
    return least;
#endif
}

static inline int assay_same_bytes(const void *left, const void *right, int64_t count) {
    return memcmp(left, right, (size_t)count) == 0;
}

// Whether three bytes stand in a text one behind the other.
static inline int assay_contains_3(const uint8_t *bytes, int64_t count, uint8_t first, uint8_t second, uint8_t third) {
    int64_t at = 0;
    for (; at + 66 <= count; at += 64) {
        uint8_t found = 0;
        for (int i = 0; i < 64; i++)
            found |= (bytes[at + i] == first) & (bytes[at + i + 1] == second) & (bytes[at + i + 2] == third);
        if (found) return 1;
    }
    for (; at + 3 <= count; at++)
        if (bytes[at] == first && bytes[at + 1] == second && bytes[at + 2] == third) return 1;
    return 0;
}

// The first place from `at` on where one of two bytes stands, or the text's end.
static inline int64_t assay_find_either(const uint8_t *bytes, int64_t at, int64_t count, uint8_t one, uint8_t other) {
    for (; at + 64 <= count; at += 64) {
        uint8_t found = 0;
        for (int i = 0; i < 64; i++) found |= (bytes[at + i] == one) | (bytes[at + i] == other);
        if (found) break;
    }
    while (at < count && bytes[at] != one && bytes[at] != other) at++;
    return at;
}

// The first place of eight that holds a value, or 8.
static inline int64_t assay_place_of_8(const uint32_t *eight, uint32_t value) {
    uint32_t found = 1 << 8;
    for (int i = 0; i < 8; i++) found |= (uint32_t)(eight[i] == value) << i;
    return __builtin_ctz(found);
}

// Puts a value before eight, of which the last goes.
static inline void assay_push_8(uint32_t *eight, uint32_t value) {
    memmove(eight + 1, eight, 28);
    eight[0] = value;
}

static inline void assay_prefetch(const void *address) {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#endif
}

// Reads a byte of each cache line, so that all of it is near: the loads are volatile, which Swift has no word for.
static inline void assay_touch(const uint8_t *bytes, int64_t count) {
    const volatile uint8_t *start = bytes;
    for (int64_t i = 0; i < count; i += 64) (void)start[i];
}

// A bit for each of 16 words that is `tag` under `mask`.
static inline uint32_t assay_same_of_16(const uint32_t *words, uint32_t tag, uint32_t mask) {
#if defined(__SSE2__)
    const __m128i tags = _mm_set1_epi32((int)tag), masks = _mm_set1_epi32((int)mask);
#define SAME(at) _mm_cmpeq_epi32(_mm_and_si128(_mm_loadu_si128((const __m128i *)(words + at)), masks), tags)
    __m128i low = _mm_packs_epi32(SAME(0), SAME(4)), high = _mm_packs_epi32(SAME(8), SAME(12));
#undef SAME
    return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(low, high));
#else
    uint32_t same = 0;
    for (int i = 0; i < 16; i++) same |= (uint32_t)((words[i] & mask) == tag) << i;
    return same;
#endif
}

#ifdef __cplusplus
}
#endif

#endif
