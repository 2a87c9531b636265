// Whether a token may stand across the place between two characters with a part only of one of them.
#ifndef ASSAY_PARTS_H
#define ASSAY_PARTS_H

#include "assay_segments.h"
#include "assay_tables.h"

enum { assay_no_block = 0xFFFF, assay_no_index = (1 << 21) - 1 };

static inline int64_t assay_character_size(uint8_t first) { return 1 + (first >= 0xC0) + (first >= 0xE0) + (first >= 0xF0); }

// The scalar value of a character of so many bytes.
static inline uint32_t assay_scalar(const uint8_t *bytes, int64_t size) {
    uint32_t first = bytes[0];
    switch (size) {
    case 1: return first;
    case 2: return (first & 0x1F) << 6 | (bytes[1] & 0x3F);
    case 3: return (first & 0xF) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
    default:
        return (first & 7) << 18 | (uint32_t)(bytes[1] & 0x3F) << 12 | (uint32_t)(bytes[2] & 0x3F) << 6 | (bytes[3] & 0x3F);
    }
}

// Where the character before a place starts.
static inline int64_t assay_start_before(const uint8_t *piece, int64_t place) {
    do place--;
    while ((piece[place] & 0xC0) == 0x80);
    return place;
}

// Whether a character starts out whole: see CharacterSymbol.
static inline int assay_is_whole(const assay_characters *characters, const uint8_t *piece, int64_t length, int64_t start) {
    int64_t size = assay_character_size(piece[start]), end = start + size;
    if (size == 1) return 1;
    if (size == 4) return 0;
    uint32_t scalar = assay_scalar(piece + start, size);
    uint64_t block = characters->blocks[scalar >> 6];
    if (block == assay_no_block) return 0;
    uint64_t symbol = characters->symbols[block << 6 | (scalar & 63)];
    int before = start ? assay_neighbor(piece[assay_start_before(piece, start)]) : 0;
    int behind = end < length ? assay_neighbor(piece[end]) : 0;
    uint64_t conflicts = (symbol >> 32) >> before | (symbol >> 48) >> behind;
    return (symbol & assay_no_index) != assay_no_index && !(conflicts & 1);
}

static inline int assay_has_part(const assay_characters *characters, uint64_t hash) {
    assay_bit_place place = assay_hash_bit(hash, characters->part_words);
    return characters->parts[place.word] >> place.bit & 1;
}

// Whether a token may have a part of the character before a place next to some of the one behind it, or the other way round.
static inline int assay_may_share_parts(
    const assay_characters *characters, const uint8_t *place, int64_t left_size, int64_t right_size) {
    uint32_t left = 0;
    for (int64_t before = 1; before <= left_size; before++) {
        left |= (uint32_t)place[-before] << 8 * (before - 1);
        uint32_t right = 0;
        for (int64_t behind = 1; behind <= right_size; behind++) {
            right = right << 8 | place[behind - 1];
            if (before == left_size && behind == right_size) break;
            if (assay_has_part(characters, assay_left_hash(left) + assay_right_hash(right))) return 1;
        }
    }
    return 0;
}

// Whether a piece may be cut between two characters of which no token has both. Nineteen of twenty need the first look only.
static inline int assay_may_cut(const assay_characters *characters, const uint8_t *piece, int64_t length, int64_t place) {
    assay_bit_place seam = assay_seam(piece[place - 1], piece[place]);
    if (!(characters->seams[seam.word] >> seam.bit & 1)) return 1;
    int64_t left = assay_start_before(piece, place);
    if (assay_is_whole(characters, piece, length, left) && assay_is_whole(characters, piece, length, place)) return 1;
    return !assay_may_share_parts(characters, piece + place, place - left, assay_character_size(piece[place]));
}

#endif
