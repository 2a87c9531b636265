// Cutting long pieces between characters, for the instructions that ASSAY_PROCESSOR names; included by a source file for each.

#include "assay_segments.h"
#include "parts.h"

#if ASSAY_PROCESSOR == 2
#include "segments_avx512.h"
#else

int64_t NAME(assay_find_cuts)(
    const assay_characters *characters, const uint8_t *piece, int64_t length, assay_reading *reading, int64_t *cuts) {
    int64_t at = reading->position, count = 0;
    uint32_t before = reading->scalar;
    for (int i = 0; i < assay_most_cuts && at < length; i++) {
        int64_t size = assay_character_size(piece[at]);
        uint32_t scalar = assay_scalar(piece + at, size);
        uint64_t is_strange = assay_has_pair(characters->pairs, characters->pair_words, before, scalar) ^ 1;
        // A piece is not cut before its first character.
        if (is_strange && at) {
            cuts[count] = at;
            count += assay_may_cut(characters, piece, length, at);
        }
        before = scalar;
        at += size;
    }
    *reading = (assay_reading){at, before};
    return count;
}

#endif
