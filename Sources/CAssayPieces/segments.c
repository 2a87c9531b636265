// Cutting long pieces between characters.
#include "assay_pieces.h"
#include "assay_tables.h"

enum { no_block = 0xFFFF, no_index = (1 << 21) - 1 };

// The next characters of a piece.
typedef struct {
    int64_t count;
    uint32_t scalars[assay_most_cuts];
    // Where each starts, and where the last ends.
    int64_t places[assay_most_cuts + 1];
    // The kind of each as a neighbour; before them that of the one before, and behind them that of the next.
    uint8_t kinds[assay_most_cuts + 2];
} characters_read;

static void read_characters(const uint8_t *piece, int64_t length, const assay_reading *from, characters_read *read) {
    int64_t at = from->position, count = 0;
    read->kinds[0] = (uint8_t)from->kind;
    for (; count < assay_most_cuts && at < length; count++) {
        const uint8_t *bytes = piece + at;
        uint32_t first = bytes[0];
        read->places[count] = at;
        read->kinds[count + 1] = assay_neighbor((uint8_t)first);
        if (first < 0x80) {
            read->scalars[count] = first;
            at += 1;
        } else if (first < 0xE0) {
            read->scalars[count] = (first & 0x1F) << 6 | (bytes[1] & 0x3F);
            at += 2;
        } else if (first < 0xF0) {
            read->scalars[count] = (first & 0xF) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
            at += 3;
        } else {
            read->scalars[count] = (first & 7) << 18 | (uint32_t)(bytes[1] & 0x3F) << 12 | (uint32_t)(bytes[2] & 0x3F) << 6
                | (bytes[3] & 0x3F);
            at += 4;
        }
    }
    read->places[count] = at;
    read->kinds[count + 1] = at < length ? assay_neighbor(piece[at]) : 0;
    read->count = count;
}

// A bit for each character that starts out whole.
static uint64_t whole_ones(const assay_characters *characters, const characters_read *read) {
    static const uint64_t none = no_index;
    uint64_t whole = 0;
    for (int64_t i = 0; i < read->count; i++) {
        uint32_t scalar = read->scalars[i];
        int is_ascii = scalar < 0x80, is_basic = scalar < 0x10000;
        uint64_t block = characters->blocks[is_basic ? scalar >> 6 : 0];
        const uint64_t *symbol = block == no_block ? &none : characters->symbols + (block << 6 | (scalar & 63));
        // The neighbours before and behind.
        uint64_t conflicts = (*symbol >> 32) >> read->kinds[i] | (*symbol >> 48) >> read->kinds[i + 2];
        int is_token = (*symbol & no_index) != no_index;
        whole |= (uint64_t)(is_ascii | (is_basic & is_token & ~(int)conflicts & 1)) << i;
    }
    return whole;
}

// A bit for each character that stands behind the one before it in no token.
static uint64_t strange_ones(const assay_characters *characters, const characters_read *read, uint32_t before) {
    uint64_t strange = 0;
    for (int64_t i = 0; i < read->count; i++) {
        uint32_t left = i ? read->scalars[i - 1] : before;
        strange |= (assay_has_pair(characters->pairs, characters->pair_words, left, read->scalars[i]) ^ 1) << i;
    }
    return strange;
}

static uint64_t has_bit(const assay_characters *characters, uint64_t hash) {
    assay_bit_place place = assay_hash_bit(hash, characters->part_words);
    return characters->parts[place.word] >> place.bit & 1;
}

// Whether some token may stand across the place between two characters of three bytes with a part only of the one or the other.
static int may_share_threes(const assay_characters *characters, const uint8_t *place) {
    // A pair's hash is the sum of its two sides': three and three of them make all eight.
    uint32_t last = place[-1], last_two = last | (uint32_t)place[-2] << 8, left = last_two | (uint32_t)place[-3] << 16;
    uint32_t first = place[0], first_two = first << 8 | place[1], right = first_two << 8 | place[2];
    uint64_t a = assay_left_hash(last), b = assay_left_hash(last_two), c = assay_left_hash(left);
    uint64_t x = assay_right_hash(first), y = assay_right_hash(first_two), z = assay_right_hash(right);
    // Both as a whole are a pair of characters.
    uint64_t found = has_bit(characters, a + x) | has_bit(characters, a + y) | has_bit(characters, a + z)
        | has_bit(characters, b + x) | has_bit(characters, b + y) | has_bit(characters, b + z) | has_bit(characters, c + x)
        | has_bit(characters, c + y);
    return found != 0;
}

// The same for characters of any sizes.
static int may_share_parts(
    const assay_characters *characters, const uint8_t *place, int64_t left_size, int64_t right_size) {
    if (left_size == 3 && right_size == 3) return may_share_threes(characters, place);
    uint64_t found = 0;
    uint32_t left = 0;
    for (int64_t before = 1; before <= left_size; before++) {
        left |= (uint32_t)place[-before] << 8 * (before - 1);
        uint32_t right = 0;
        for (int64_t behind = 1; behind <= right_size; behind++) {
            right = right << 8 | place[behind - 1];
            if (before == left_size && behind == right_size) break;
            found |= has_bit(characters, assay_left_hash(left) + assay_right_hash(right));
        }
    }
    return found != 0;
}

int64_t assay_find_cuts(
    const assay_characters *characters, const uint8_t *piece, int64_t length, assay_reading *reading, int64_t *cuts) {
    characters_read read;
    read_characters(piece, length, reading, &read);
    if (!read.count) return 0;
    uint64_t whole = whole_ones(characters, &read);
    uint64_t strange = strange_ones(characters, &read, reading->scalar);
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
            count += !may_share_parts(
                characters, piece + read.places[i], left_size, read.places[i + 1] - read.places[i]);
        }
    }
    int64_t last = read.count - 1;
    *reading = (assay_reading){
        .position = read.places[read.count],
        .scalar = read.scalars[last],
        .size = (uint32_t)(read.places[read.count] - read.places[last]),
        .is_whole = (uint32_t)(whole >> last & 1),
        .kind = read.kinds[read.count],
    };
    return count;
}

void assay_learn_followers(const assay_characters *characters, uint32_t character, assay_followers *followers);

void assay_learn_followers(const assay_characters *characters, uint32_t character, assay_followers *followers) {
    for (uint32_t next = 0; next < 64; next++) {
        followers->low |= assay_has_pair(characters->pairs, characters->pair_words, character, next) << next;
        followers->high |= assay_has_pair(characters->pairs, characters->pair_words, character, next + 64) << next;
    }
    followers->is_known = 1;
}
