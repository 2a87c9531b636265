// Cutting long pieces between characters, for the instructions that ASSAY_PROCESSOR names; included by a source file for each.

#include "assay_segments.h"
#include "parts.h"

#if ASSAY_PROCESSOR == 2
#include "segments_avx512.h"
#else

int64_t NAME(assay_find_cuts)(
    const assay_characters *characters, const uint8_t *piece, int64_t length, assay_reading *reading, int64_t *cuts) {
    int64_t at = reading->position, count = 0, places[assay_most_cuts];
    uint32_t before = reading->scalar;
    uint64_t strange = 0;
    // A piece is not cut before its first character.
    uint64_t first = at == 0;
    // Which are strange is asked of all before it is used of one: it cannot be guessed.
    for (int i = 0; i < assay_most_cuts && at < length; i++) {
        int64_t size = assay_character_size(piece[at]);
        uint32_t scalar = assay_scalar(piece + at, size);
        strange |= (assay_has_pair(characters->pairs, characters->pair_words, before, scalar) ^ 1) << i;
        places[i] = at;
        before = scalar;
        at += size;
    }
    for (strange &= ~first; strange; strange &= strange - 1) {
        int64_t place = places[__builtin_ctzll(strange)];
        cuts[count] = place;
        count += assay_may_cut(characters, piece, length, place);
    }
    *reading = (assay_reading){at, before};
    return count;
}

#endif
