// Merging, for the instructions that ASSAY_PROCESSOR names; included by a source file for each.

#include "assay_pairs.h"

#if defined(__x86_64__) || defined(__aarch64__)
#define ASSAY_SAVING __attribute__((preserve_most))
#else
#define ASSAY_SAVING
#endif

// The token that a pair merges into, or none.
ASSAY_INLINE uint32_t NAME(look_up)(const assay_pairs *pairs, uint32_t left, uint32_t right) {
#if ASSAY_PROCESSOR == 2
    return assay_merged_avx512(&pairs->table, left, right);
#else
    return assay_merged(&pairs->table, left, right);
#endif
}

// Looks a pair up and remembers it. Called seldom, from a loop that needs all registers: it saves what it uses.
static __attribute__((noinline)) ASSAY_SAVING uint32_t NAME(learn)(
    const assay_pairs *pairs, uint64_t *known, uint32_t left, uint32_t right) {
    uint32_t token = NAME(look_up)(pairs, left, right);
    *known = (assay_pair(left, right) + 1) << assay_index_bits | (token & assay_index_mask);
    return token;
}

// The token that a pair that may be in the table merges into, or none, by what was looked up before.
ASSAY_INLINE uint32_t NAME(merged_known)(const assay_pairs *pairs, uint32_t left, uint32_t right) {
    uint64_t pair = assay_pair(left, right), product = pair * assay_hash_factor;
    uint64_t *known = pairs->known + (product >> (64 - assay_known_bits));
    if (*known >> assay_index_bits == pair + 1) {
        uint32_t token = (uint32_t)*known & assay_index_mask;
        return token == assay_index_mask ? assay_none : token;
    }
    return NAME(learn)(pairs, known, left, right);
}

ASSAY_INLINE uint32_t NAME(merged)(const assay_pairs *pairs, uint32_t left, uint32_t right) {
    if (!assay_may_merge(pairs, assay_pair(left, right) * assay_hash_factor)) return assay_none;
    return NAME(merged_known)(pairs, left, right);
}

// The same for two tokens below 256.
ASSAY_INLINE uint32_t NAME(merged_first)(const assay_pairs *pairs, uint32_t left, uint32_t right) {
    uint32_t *first = pairs->first + (left << 8 | right);
    if (!*first) {
        uint32_t token = NAME(look_up)(pairs, left, right);
        // None plus one would be 0.
        *first = token == assay_none ? assay_none : token + 1;
    }
    return *first == assay_none ? assay_none : *first - 1;
}

// A pair's key is its rank and its place, so that the smallest key is the next merge. No rank is as high as this.
#define NO_KEY INT32_MAX

ASSAY_INLINE uint32_t NAME(key)(const assay_pairs *pairs, uint32_t token, uint32_t place) {
    uint32_t rank = token < pairs->tie_start ? token : pairs->tie_start;
    return token == assay_none ? NO_KEY : rank << 6 | place;
}

// Writes what each symbol merges into with the next, and its key.
ASSAY_INLINE void NAME(rank_all)(
    const assay_pairs *pairs, const uint32_t *symbols, uint32_t last, uint32_t *merged, uint32_t *keys) {
    uint32_t all = 0;
    for (uint32_t place = 0; place <= last; place++) all |= symbols[place];
    for (uint32_t place = 0; place < last; place++) {
        uint32_t token = all < 256 ? NAME(merged_first)(pairs, symbols[place], symbols[place + 1])
                                   : NAME(merged)(pairs, symbols[place], symbols[place + 1]);
        merged[place] = token;
        keys[place] = NAME(key)(pairs, token, place);
    }
}

#if ASSAY_PROCESSOR == 2
#include "ranking_avx512.h"
#endif
#if ASSAY_PROCESSOR
#include "ranking_ascii.h"
#endif

// Merges symbols, of which pairs that have a bit of `done` have been merged, and of which all pairs are ranked that stand beside
// none of these, by a list of keys of some groups of 16.
ASSAY_INLINE int64_t NAME(merge_ranked)(
    const assay_pairs *pairs, uint32_t *symbols, int64_t count, uint64_t done, uint32_t *merged, LIST(list),
    const int groups) {
    // A bit for each place where a symbol stands.
    uint64_t left = assay_lowest((int)count) ^ done << 1;
    uint64_t last_of_all = (uint64_t)1 << (63 - __builtin_clzll(left));
    for (uint64_t changed = (done | done >> 1) & left & ~last_of_all; changed; changed &= changed - 1) {
        uint32_t at = (uint32_t)__builtin_ctzll(changed);
        uint32_t next = symbols[__builtin_ctzll(left & (UINT64_MAX - 1) << at)];
        merged[at] = NAME(merged)(pairs, symbols[at], next);
        SET_KEY(list, groups, at, NAME(key)(pairs, merged[at], at));
    }
    uint32_t key = SMALLEST(list, groups);
    while (key < NO_KEY) {
        uint32_t at = key & 63;
        // What stands behind: first the symbol that goes, then its neighbour.
        uint64_t later = left & (UINT64_MAX - 1) << at;
        uint32_t gone = (uint32_t)__builtin_ctzll(later);
        later &= later - 1;
        uint64_t earlier = left & (((uint64_t)1 << at) - 1);
        left ^= (uint64_t)1 << gone;
        uint32_t token = merged[at];
        symbols[at] = token;
        uint32_t before = earlier ? 63 - (uint32_t)__builtin_clzll(earlier) : at;
        uint32_t next = symbols[later ? __builtin_ctzll(later) : 0], last = symbols[before];
        // The smallest of the others, while the new pairs are looked up: these take longer.
        CLEAR_KEYS(list, groups, at, gone, before);
        key = SMALLEST(list, groups);
        int may_follow = assay_may_merge(pairs, assay_pair(token, next) * assay_hash_factor);
        int may_lead = assay_may_merge(pairs, assay_pair(last, token) * assay_hash_factor);
        merged[at] = later && may_follow ? NAME(merged_known)(pairs, token, next) : assay_none;
        uint32_t new_key = NAME(key)(pairs, merged[at], at);
        SET_KEY(list, groups, at, new_key);
        key = new_key < key ? new_key : key;
        if (!earlier) continue;
        merged[before] = may_lead ? NAME(merged_known)(pairs, last, token) : assay_none;
        new_key = NAME(key)(pairs, merged[before], before);
        SET_KEY(list, groups, before, new_key);
        key = new_key < key ? new_key : key;
    }
    int64_t kept = 0;
    for (; left; left &= left - 1) symbols[kept++] = symbols[__builtin_ctzll(left)];
    return kept;
}

ASSAY_INLINE int64_t NAME(merge_run)(const assay_pairs *pairs, uint32_t *symbols, int64_t count, const int groups) {
    uint32_t last = (uint32_t)count - 1, merged[assay_most_symbols];
    uint32_t keys[assay_most_symbols] __attribute__((aligned(64)));
    for (int i = 0; i < 16 * groups; i++) keys[i] = NO_KEY;
    NAME(rank_all)(pairs, symbols, last, merged, keys);
    KEYS(list, keys, groups);
    return NAME(merge_ranked)(pairs, symbols, count, 0, merged, list, groups);
}

// The same for up to 16 symbols.
ASSAY_INLINE int64_t NAME(merge_few)(const assay_pairs *pairs, uint32_t *symbols, int64_t count) {
#if ASSAY_PROCESSOR == 2
    uint32_t merged[16];
    __m512i list[1] = {rank_few_avx512(pairs, symbols, _mm512_loadu_si512(symbols), (uint32_t)count, merged)};
    return NAME(merge_ranked)(pairs, symbols, count, 0, merged, list, 1);
#else
    return NAME(merge_run)(pairs, symbols, count, 1);
#endif
}

int64_t NAME(assay_merge)(const assay_pairs *pairs, uint32_t *symbols, int64_t count) {
    if (count < 2) return count;
    // One pair more than there are is free, so that its key can be set.
    if (count <= 16) return NAME(merge_few)(pairs, symbols, count);
    return count <= 32 ? NAME(merge_run)(pairs, symbols, count, 2) : NAME(merge_run)(pairs, symbols, count, 4);
}

int64_t NAME(assay_merge_bytes)(const assay_pairs *pairs, uint64_t low, uint64_t high, uint32_t *symbols) {
    int64_t count = (int64_t)(high >> 56);
#if ASSAY_PROCESSOR
    if (NAME(has_pairs)(pairs, low, high, (int)count)) {
        uint32_t merged[16];
        // From register to register: what was just written a byte at a time has to reach the cache before it can be read as a
        // whole.
        assay_lanes start = NAME(start_of_ascii)(pairs, low, high, (int)count), keys;
        uint32_t done = NAME(rank_ascii)(pairs, low, high, (int)count, start, symbols, merged, &keys);
#if ASSAY_PROCESSOR == 2
        __m512i list[1] = {_mm512_inserti64x4(_mm512_castsi256_si512(keys.low), keys.high, 1)};
#else
        __m256i list[2] = {keys.low, keys.high};
#endif
        return NAME(merge_ranked)(pairs, symbols, count, done, merged, list, 1);
    }
#endif
    for (int64_t i = 0; i < count; i++) symbols[i] = pairs->symbols[(i < 8 ? low >> 8 * i : high >> 8 * (i - 8)) & 0xFF];
    return NAME(assay_merge)(pairs, symbols, count);
}
