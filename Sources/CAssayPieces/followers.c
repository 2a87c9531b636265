// Which ASCII characters follow each other in tokens.
#include "assay_pieces.h"

void assay_learn_followers(const assay_characters *characters, uint32_t character, assay_followers *followers);

void assay_learn_followers(const assay_characters *characters, uint32_t character, assay_followers *followers) {
    for (uint32_t next = 0; next < 64; next++) {
        followers->low |= assay_has_pair(characters->pairs, characters->pair_words, character, next) << next;
        followers->high |= assay_has_pair(characters->pairs, characters->pair_words, character, next + 64) << next;
    }
    followers->is_known = 1;
}
