// Which ASCII characters follow each other in tokens.
#ifndef ASSAY_FOLLOWERS_H
#define ASSAY_FOLLOWERS_H

#include "assay_pieces.h"

// Fills in what follows a character.
static __attribute__((noinline)) void assay_learn_followers(
    const assay_characters *characters, uint32_t character, assay_followers *followers) {
    for (uint32_t next = 0; next < 64; next++) {
        followers->low |= assay_has_pair(characters->pairs, characters->pair_words, character, next) << next;
        followers->high |= assay_has_pair(characters->pairs, characters->pair_words, character, next + 64) << next;
    }
    followers->is_known = 1;
}

#endif
