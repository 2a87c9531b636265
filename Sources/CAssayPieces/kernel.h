// The loops, for the instructions that ASSAY_PROCESSOR names; included by a source file for each. `NAME(x)` is x with the
// processor behind it.

#include "followers.h"
#include "window.h"

#if ASSAY_PROCESSOR == 2
#include "masks_avx512.h"
#elif ASSAY_PROCESSOR == 1
#include "masks_avx2.h"
#endif

#if ASSAY_PROCESSOR
#include "beyond_ascii.h"
#define CLASSES(bytes) NAME(classes)(bytes, blocks, traits.is_deepseek)
#define MASKS NAME(assay_classify)
#else
#define CLASSES(bytes) assay_ascii_classes(bytes, traits.is_deepseek)
#define MASKS assay_classify
#endif

#include "unsettled.h"

#if ASSAY_PROCESSOR == 2
#define WRITE_PLACES assay_write_places_avx512
#else
#define WRITE_PLACES assay_write_places
#endif

#if ASSAY_PROCESSOR == 2
#define SAME_WORDS assay_same_words_avx512
#elif ASSAY_PROCESSOR == 1
#define SAME_WORDS assay_same_words_avx2
#endif

ASSAY_INLINE int64_t NAME(find)(
    assay_traits traits, assay_block *blocks, const uint8_t *text, int64_t size, int64_t *position, int64_t *ends,
    int64_t room) {
    int64_t at = *position, count = 0;
    while (count <= room - assay_window && at + assay_window <= size) {
#if ASSAY_PROCESSOR == 0
        (void)blocks;
        uint64_t first;
        memcpy(&first, text + at, 8);
        if (first & 0x8080808080808080) break;
#endif
        // The first piece starts here; each other start is the end of the piece before it.
        uint64_t starts = assay_starts(text + at, CLASSES(text + at), traits) & ~(uint64_t)1;
        if (!starts) break;
        WRITE_PLACES(starts, at, ends + count);
        count += __builtin_popcountll(starts);
        at += 63 - __builtin_clzll(starts);
    }
    *position = at;
    return count;
}

int64_t NAME(assay_find_ends)(
    assay_pattern pattern, assay_block *blocks, const uint8_t *text, int64_t size, int64_t *position, int64_t *ends,
    int64_t room) {
    switch (pattern) {
    case assay_pattern_r50k: return NAME(find)(assay_r50k_traits, blocks, text, size, position, ends, room);
    case assay_pattern_cl100k: return NAME(find)(assay_cl100k_traits, blocks, text, size, position, ends, room);
    case assay_pattern_qwen2: return NAME(find)(assay_qwen2_traits, blocks, text, size, position, ends, room);
    case assay_pattern_o200k: return NAME(find)(assay_o200k_traits, blocks, text, size, position, ends, room);
    case assay_pattern_tekken: return NAME(find)(assay_tekken_traits, blocks, text, size, position, ends, room);
    case assay_pattern_deepseek: return NAME(find)(assay_deepseek_traits, blocks, text, size, position, ends, room);
    }
    return 0;
}

// The starts of SentencePiece's pieces in 64 bytes that start with one.
ASSAY_INLINE uint64_t NAME(spaced_starts)(
    const assay_characters *characters, assay_followers *followers, const uint8_t *bytes) {
    assay_masks masks = MASKS(bytes);
    uint64_t after_space = masks.space << 1, beyond = masks.high | masks.high << 1;
    uint64_t inside = (masks.letter & masks.letter << 1) | (masks.digit & masks.digit << 1);
    uint64_t starts = masks.space & ~after_space & ~(uint64_t)1;
    for (uint64_t left = ~(masks.space | after_space | inside | beyond | 1); left; left &= left - 1) {
        int at = __builtin_ctzll(left);
        assay_followers *of = followers + bytes[at - 1];
        if (!of->is_known) assay_learn_followers(characters, bytes[at - 1], of);
        uint64_t may_follow = (bytes[at] < 64 ? of->low : of->high) >> (bytes[at] & 63) & 1;
        starts |= (may_follow ^ 1) << at;
    }
    return starts;
}

int64_t NAME(assay_find_spaced_ends)(
    const assay_characters *characters, assay_followers *followers, const uint8_t *text, int64_t size, int64_t *position,
    int64_t *ends, int64_t room) {
    int64_t at = *position, count = 0;
    while (count <= room - assay_window && at + assay_window <= size) {
        uint64_t starts = NAME(spaced_starts)(characters, followers, text + at);
        if (!starts) break;
        WRITE_PLACES(starts, at, ends + count);
        count += __builtin_popcountll(starts);
        at += 63 - __builtin_clzll(starts);
    }
    *position = at;
    return count;
}

#if ASSAY_PROCESSOR == 1
// A bit for each word of a line of counts that is the same as a key's.
ASSAY_INLINE uint32_t assay_same_words_avx2(const assay_lookup *lookup, const assay_counted *line) {
    __m256i key = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)lookup));
    __m256i kept = _mm256_set_epi64x((long long)assay_key_mask, -1, (long long)assay_key_mask, -1);
    __m256i low = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)line), kept);
    __m256i high = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(line + 2)), kept);
    return (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(low, key)))
        | (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(high, key))) << 4;
}
#endif

// Writes the key of a piece whose length, up to 16, has these kept, and returns its hash.
ASSAY_INLINE uint64_t NAME(make_key)(const uint8_t *piece, const assay_kept *kept, assay_lookup *lookup) {
#if ASSAY_PROCESSOR
    // Written as a whole, since it is read as a whole, soon.
    __m128i bytes = _mm_and_si128(_mm_loadu_si128((const __m128i *)piece), _mm_load_si128((const __m128i *)&kept->low));
    __m128i key = _mm_or_si128(bytes, _mm_load_si128((const __m128i *)&kept->nothing));
    _mm_storeu_si128((__m128i *)lookup, key);
    key = _mm_xor_si128(key, _mm_set_epi64x((long long)assay_hash_second, (long long)assay_hash_first));
    return assay_mix((uint64_t)_mm_cvtsi128_si64(key), (uint64_t)_mm_extract_epi64(key, 1));
#else
    uint64_t low, high;
    memcpy(&low, piece, 8);
    memcpy(&high, piece + 8, 8);
    lookup->low = low & kept->low;
    lookup->high = (high & kept->high) | kept->length;
    return assay_key_hash(lookup->low, lookup->high);
#endif
}

// See assay_prepare.
ASSAY_INLINE void NAME(prepare)(
    const uint8_t *text, int64_t start, const int64_t *ends, int64_t count, assay_lines lines, assay_slots slots,
    assay_lookup *lookups) {
    for (int64_t lane = 0; lane < count; lane++) {
        int64_t end = ends[lane];
        uint64_t length = (uint64_t)(end - start);
        uint64_t hash = NAME(make_key)(text + start, &assay_kept_of[length < 16 ? length : 16], lookups + lane);
        lookups[lane].line = (const char *)lines.start + 64 * (hash & lines.mask);
        __builtin_prefetch(lookups[lane].line);
        if (slots.start) {
            // The line beside it too, which is looked at before a piece counts as new.
            __builtin_prefetch((const void *)((uintptr_t)lookups[lane].line ^ 64));
            // And the line behind the slot's: a look-up in vain passes eight slots.
            const uint64_t *slot = slots.start + (uint64_t)((unsigned __int128)hash * slots.count >> 64);
            __builtin_prefetch(slot);
            __builtin_prefetch(slot + 8);
        }
        start = end;
    }
}

void NAME(assay_prepare)(
    const uint8_t *text, int64_t start, const int64_t *ends, int64_t count, assay_lines lines, assay_slots slots,
    assay_lookup *lookups) {
    // Compiled twice, so that what is not wanted costs nothing.
    if (slots.start) return NAME(prepare)(text, start, ends, count, lines, slots, lookups);
    NAME(prepare)(text, start, ends, count, lines, (assay_slots){0}, lookups);
}

// Whether a piece is remembered, and by which entry.
ASSAY_INLINE int NAME(entry)(const assay_lookup *lookup, const assay_remembered **entry) {
    const assay_remembered *line = lookup->line;
#if ASSAY_PROCESSOR == 2
    return assay_entry_avx512(lookup, line, entry);
#else
    uint64_t low = lookup->low, high = lookup->high;
    line += ((line->low ^ low) | (line->high ^ high)) != 0;
    *entry = line;
    return line->low == low && line->high == high;
#endif
}

// How many tokens a piece has, or a negative number if that is not remembered.
ASSAY_INLINE int64_t NAME(count)(const assay_lookup *lookup) {
    const assay_counted *line = lookup->line;
#if ASSAY_PROCESSOR
    // All four at once: the two words of an entry are two bits side by side.
    uint32_t same = SAME_WORDS(lookup, line), held = same & same >> 1 & 0x55;
    return held ? (int64_t)(((const uint64_t *)line)[__builtin_ctz(held) + 1] >> 60) : -1;
#else
    for (int i = 0; i < 4; i++)
        if (line[i].low == lookup->low && (line[i].high & assay_key_mask) == lookup->high) return (int64_t)(line[i].high >> 60);
    return -1;
#endif
}

int64_t NAME(assay_take_ids)(
    const assay_lookup *lookups, int64_t from, int64_t count, uint32_t *ids, int64_t *written) {
    uint32_t *next = ids + *written;
    for (; from < count; from++) {
        const assay_remembered *entry;
        if (!NAME(entry)(lookups + from, &entry)) break;
        memcpy(next, (const char *)entry + 16, 16);
        uint32_t tokens = entry->count;
        if (__builtin_expect(tokens > assay_unpacked_ids, 0)) tokens = assay_unpack_ids(entry, next);
        next += tokens;
    }
    *written = next - ids;
    return from;
}

int64_t NAME(assay_take_counts)(const assay_lookup *lookups, int64_t from, int64_t count, int64_t *tokens) {
    int64_t sum = 0;
    for (; from < count; from++) {
        int64_t tokens_of_one = NAME(count)(lookups + from);
        if (tokens_of_one < 0) break;
        sum += tokens_of_one;
    }
    *tokens += sum;
    return from;
}
