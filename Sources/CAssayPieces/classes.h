// Which of 64 bytes are what.
#ifndef ASSAY_CLASSES_H
#define ASSAY_CLASSES_H

#include "assay_masks.h"
#include "assay_pieces.h"
#include "assay_tables.h"

typedef struct {
    // Letters of any script; those in upper or title case, and those without case.
    uint64_t letter, upper, uncased;
    uint64_t mark;
    // ASCII only: other digits and white space are undecided.
    uint64_t digit, white, newline, space, apostrophe, slash;
    // The bytes of a character but its first.
    uint64_t continuation;
    // Characters that are left to the scanner.
    uint64_t undecided;
} assay_classes;

// Without what a processor needs for more, whatever is not ASCII is undecided.
static inline assay_classes assay_classes_of_ascii(assay_masks masks) {
    return (assay_classes){
        .letter = masks.letter, .upper = masks.upper, .digit = masks.digit, .white = masks.white,
        .newline = masks.newline, .space = masks.space, .apostrophe = masks.apostrophe, .slash = masks.slash,
        .undecided = masks.high};
}

// The classes of the 64 characters of a block.
static __attribute__((noinline)) assay_block_bits assay_learn_block(uint32_t number) {
    // CharacterClass.swift's numbers.
    enum { upper = 1, lower, uncased, mark, number_class, white, newline };
    assay_block_bits block = {0};
    for (uint32_t i = 0; i < 64; i++) {
        uint32_t scalar = number << 6 | i;
        uint64_t bit = (uint64_t)1 << i;
        switch (assay_character_class(scalar)) {
        case upper: block.letter |= bit, block.upper |= bit; break;
        case lower: block.letter |= bit; break;
        case uncased: block.letter |= bit, block.uncased |= bit; break;
        case mark: block.mark |= bit; break;
        case number_class: case white: case newline: block.undecided |= bit; break;
        default: break;
        }
        // LATIN SMALL LETTER LONG S, which is an s in a contraction.
        if (scalar == 0x17F) block.undecided |= bit;
    }
    return block;
}

#endif
