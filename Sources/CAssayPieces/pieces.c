// Chooses the loops.
#include "assay_pairs.h"
#include "assay_pieces.h"
#include "assay_quick_check.h"

#define DECLARE(p) \
    int64_t assay_find_ends_##p( \
        assay_pattern, assay_block *, const uint8_t *, int64_t, int64_t *, int64_t *, int64_t); \
    int64_t assay_find_spaced_ends_##p( \
        const assay_characters *, assay_followers *, const uint8_t *, int64_t, int64_t *, int64_t *, int64_t); \
    int64_t assay_find_cuts_##p( \
        const assay_characters *, const uint8_t *, int64_t, assay_reading *, int64_t *); \
    void assay_prepare_##p( \
        const uint8_t *, int64_t, const int64_t *, int64_t, assay_lines, assay_slots, assay_lookup *); \
    int64_t assay_take_ids_##p(const assay_lookup *, int64_t, int64_t, uint32_t *, int64_t *); \
    int64_t assay_merge_bytes_##p(const assay_pairs *, uint64_t, uint64_t, uint32_t *); \
    int64_t assay_merge_##p(const assay_pairs *, uint32_t *, int64_t); \
    int64_t assay_take_counts_##p(const assay_lookup *, int64_t, int64_t, int64_t *); \
    assay_unsettled assay_find_unsettled_##p(const assay_quick_check *, const uint8_t *, int64_t, int64_t);

DECLARE(any)

#if defined(__x86_64__) && defined(__clang__)
DECLARE(avx2)
DECLARE(avx512)
#define CHOOSE(function, ...) \
    (processor == assay_avx512 ? function##_avx512(__VA_ARGS__) \
        : processor == assay_avx2 ? function##_avx2(__VA_ARGS__) \
                                  : function##_any(__VA_ARGS__))

assay_processor assay_this_processor(void) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2")
        || !__builtin_cpu_supports("lzcnt") || !__builtin_cpu_supports("popcnt"))
        return assay_any_processor;
#ifdef ASSAY_EMULATED_AVX512
    // Slowly, in tests: scripts/test-avx512.
    return assay_avx512;
#else
    return __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bitalg")
            && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        ? assay_avx512
        : assay_avx2;
#endif
}
#else
#define CHOOSE(function, ...) ((void)processor, function##_any(__VA_ARGS__))

assay_processor assay_this_processor(void) { return assay_any_processor; }
#endif

int64_t assay_find_ends(
    assay_processor processor, assay_pattern pattern, assay_block *blocks, const uint8_t *text, int64_t size,
    int64_t *position, int64_t *ends, int64_t room) {
    return CHOOSE(assay_find_ends, pattern, blocks, text, size, position, ends, room);
}

int64_t assay_find_spaced_ends(
    assay_processor processor, const assay_characters *characters, assay_followers *followers, const uint8_t *text,
    int64_t size, int64_t *position, int64_t *ends, int64_t room) {
    return CHOOSE(assay_find_spaced_ends, characters, followers, text, size, position, ends, room);
}

int64_t assay_find_cuts(
    assay_processor processor, const assay_characters *characters, const uint8_t *piece, int64_t length,
    assay_reading *reading, int64_t *cuts) {
    return CHOOSE(assay_find_cuts, characters, piece, length, reading, cuts);
}

void assay_prepare(
    assay_processor processor, const uint8_t *text, int64_t size, int64_t start, const int64_t *ends, int64_t count,
    assay_lines lines, assay_slots slots, assay_lookup *lookups) {
    // Only the text's last pieces start too close to its end.
    int64_t keyed = count;
    while (keyed > 0 && (keyed > 1 ? ends[keyed - 2] : start) + assay_readable > size) {
        keyed--;
        lookups[keyed] = (assay_lookup){0, assay_no_key, lines.start};
    }
    CHOOSE(assay_prepare, text, start, ends, keyed, lines, slots, lookups);
}

int64_t assay_take_ids(
    assay_processor processor, const assay_lookup *lookups, int64_t from, int64_t count, uint32_t *ids,
    int64_t *written) {
    return CHOOSE(assay_take_ids, lookups, from, count, ids, written);
}

int64_t assay_take_counts(
    assay_processor processor, const assay_lookup *lookups, int64_t from, int64_t count, int64_t *tokens) {
    return CHOOSE(assay_take_counts, lookups, from, count, tokens);
}

int64_t assay_merge(assay_processor processor, const assay_pairs *pairs, uint32_t *symbols, int64_t count) {
    return CHOOSE(assay_merge, pairs, symbols, count);
}

int64_t assay_merge_bytes(
    assay_processor processor, const assay_pairs *pairs, uint64_t low, uint64_t high, uint32_t *symbols) {
    return CHOOSE(assay_merge_bytes, pairs, low, high, symbols);
}

assay_unsettled assay_find_unsettled(
    assay_processor processor, const assay_quick_check *check, const uint8_t *text, int64_t position, int64_t count) {
    return CHOOSE(assay_find_unsettled, check, text, position, count);
}
