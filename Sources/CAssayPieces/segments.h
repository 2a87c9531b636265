// Cutting long pieces between characters, for the instructions that ASSAY_PROCESSOR names; included by a source file for each.

#include "assay_segments.h"
#include "assay_tables.h"

#ifndef ASSAY_READ_CHARACTERS
#define ASSAY_READ_CHARACTERS

enum { assay_no_block = 0xFFFF, assay_no_index = (1 << 21) - 1 };

// The next characters of a piece.
typedef struct {
    int64_t count;
    // The one before, and these.
    uint32_t scalars[assay_most_cuts + 1];
    // Where each starts, and where the last ends.
    int64_t places[assay_most_cuts + 1];
    // The kind of each as a neighbour; before them that of the one before, and behind them that of the next.
    uint8_t kinds[assay_most_cuts + 2];
} assay_read_characters;

#endif

ASSAY_INLINE void NAME(read_characters)(
    const uint8_t *piece, int64_t length, const assay_reading *from, assay_read_characters *read) {
    int64_t at = from->position, count = 0;
    read->scalars[0] = from->scalar;
    read->kinds[0] = (uint8_t)from->kind;
    for (; count < assay_most_cuts && at < length; count++) {
        const uint8_t *bytes = piece + at;
        uint32_t first = bytes[0];
        read->places[count] = at;
        read->kinds[count + 1] = assay_neighbor((uint8_t)first);
        if (first < 0x80) {
            read->scalars[count + 1] = first;
            at += 1;
        } else if (first < 0xE0) {
            read->scalars[count + 1] = (first & 0x1F) << 6 | (bytes[1] & 0x3F);
            at += 2;
        } else if (first < 0xF0) {
            read->scalars[count + 1] = (first & 0xF) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
            at += 3;
        } else {
            read->scalars[count + 1] = (first & 7) << 18 | (uint32_t)(bytes[1] & 0x3F) << 12 | (uint32_t)(bytes[2] & 0x3F) << 6
                | (bytes[3] & 0x3F);
            at += 4;
        }
    }
    read->places[count] = at;
    read->kinds[count + 1] = at < length ? assay_neighbor(piece[at]) : 0;
    read->count = count;
}

#if ASSAY_PROCESSOR == 2
#include "segments_avx512.h"
#else
// A bit for each character that starts out whole.
ASSAY_INLINE uint64_t NAME(whole_ones)(const assay_characters *characters, const assay_read_characters *read) {
    static const uint64_t none = assay_no_index;
    uint64_t whole = 0;
    for (int64_t i = 0; i < read->count; i++) {
        uint32_t scalar = read->scalars[i + 1];
        int is_ascii = scalar < 0x80, is_basic = scalar < 0x10000;
        uint64_t block = characters->blocks[is_basic ? scalar >> 6 : 0];
        const uint64_t *symbol = block == assay_no_block ? &none : characters->symbols + (block << 6 | (scalar & 63));
        // The neighbours before and behind.
        uint64_t conflicts = (*symbol >> 32) >> read->kinds[i] | (*symbol >> 48) >> read->kinds[i + 2];
        int is_token = (*symbol & assay_no_index) != assay_no_index;
        whole |= (uint64_t)(is_ascii | (is_basic & is_token & ~(int)conflicts & 1)) << i;
    }
    return whole;
}

// A bit for each character that stands behind the one before it in no token.
ASSAY_INLINE uint64_t NAME(strange_ones)(const assay_characters *characters, const assay_read_characters *read) {
    uint64_t strange = 0;
    for (int64_t i = 0; i < read->count; i++) {
        uint64_t has = assay_has_pair(
            characters->pairs, characters->pair_words, read->scalars[i], read->scalars[i + 1]);
        strange |= (has ^ 1) << i;
    }
    return strange;
}
#endif

ASSAY_INLINE uint64_t NAME(has_bit)(const assay_characters *characters, uint64_t hash) {
    assay_bit_place place = assay_hash_bit(hash, characters->part_words);
    return characters->parts[place.word] >> place.bit & 1;
}

// Whether some token may stand across the place between two characters of three bytes with a part only of the one or the other.
ASSAY_INLINE int NAME(may_share_threes)(const assay_characters *characters, const uint8_t *place) {
    // A pair's hash is the sum of its two sides': three and three of them make all eight.
    uint32_t last = place[-1], last_two = last | (uint32_t)place[-2] << 8, left = last_two | (uint32_t)place[-3] << 16;
    uint32_t first = place[0], first_two = first << 8 | place[1], right = first_two << 8 | place[2];
    uint64_t a = assay_left_hash(last), b = assay_left_hash(last_two), c = assay_left_hash(left);
    uint64_t x = assay_right_hash(first), y = assay_right_hash(first_two), z = assay_right_hash(right);
    // Both as a whole are a pair of characters.
    uint64_t hashes[8] = {a + x, a + y, a + z, b + x, b + y, b + z, c + x, c + y}, found = 0;
    for (int i = 0; i < 8; i++) found |= NAME(has_bit)(characters, hashes[i]);
    return found != 0;
}

// The same for characters of any sizes.
ASSAY_INLINE int NAME(may_share_parts)(
    const assay_characters *characters, const uint8_t *place, int64_t left_size, int64_t right_size) {
    if (left_size == 3 && right_size == 3) return NAME(may_share_threes)(characters, place);
    uint64_t found = 0;
    uint32_t left = 0;
    for (int64_t before = 1; before <= left_size; before++) {
        left |= (uint32_t)place[-before] << 8 * (before - 1);
        uint32_t right = 0;
        for (int64_t behind = 1; behind <= right_size; behind++) {
            right = right << 8 | place[behind - 1];
            if (before == left_size && behind == right_size) break;
            found |= NAME(has_bit)(characters, assay_left_hash(left) + assay_right_hash(right));
        }
    }
    return found != 0;
}

int64_t NAME(assay_find_cuts)(
    const assay_characters *characters, const uint8_t *piece, int64_t length, assay_reading *reading, int64_t *cuts) {
    assay_read_characters read;
    NAME(read_characters)(piece, length, reading, &read);
    if (!read.count) return 0;
    uint64_t whole = NAME(whole_ones)(characters, &read);
    uint64_t strange = NAME(strange_ones)(characters, &read);
    // A piece is not cut before its first character.
    if (!reading->size) strange &= ~(uint64_t)1;
    uint64_t between_whole = whole & (whole << 1 | reading->is_whole);
    int64_t count = 0;
    for (uint64_t left = strange; left; left &= left - 1) {
        int i = __builtin_ctzll(left);
        cuts[count] = read.places[i];
        if (between_whole >> i & 1) {
            count++;
        } else {
            int64_t left_size = i ? read.places[i] - read.places[i - 1] : reading->size;
            count += !NAME(may_share_parts)(
                characters, piece + read.places[i], left_size, read.places[i + 1] - read.places[i]);
        }
    }
    int64_t last = read.count - 1;
    *reading = (assay_reading){
        .position = read.places[read.count],
        .scalar = read.scalars[last + 1],
        .size = (uint32_t)(read.places[read.count] - read.places[last]),
        .is_whole = (uint32_t)(whole >> last & 1),
        .kind = read.kinds[read.count],
    };
    return count;
}
