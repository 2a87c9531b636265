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
    // Chinese characters and kana. Of DeepSeek only, which cuts their runs out.
    uint64_t east_asian;
    uint64_t ascii;
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
        .ascii = ~masks.high, .undecided = masks.high};
}

// What is neither a letter, a digit, a symbol nor white space in ASCII, eight bytes at a time.
static inline uint64_t assay_control(const uint8_t *bytes, uint64_t white) {
    const uint64_t ones = 0x0101010101010101, highest = 0x80 * ones;
    uint64_t control = 0;
    for (int part = 0; part < 8; part++) {
        uint64_t eight;
        memcpy(&eight, bytes + 8 * part, 8);
        // Bit 7 says of each byte below 0x80 that it is at least a space, or that it is DEL.
        uint64_t low = eight & ~highest, printable = low + 0x60 * ones, del = low + ones;
        uint64_t found = (~printable | del) & ~eight & highest;
        // Brings the highest bits of the eight bytes side by side.
        control |= ((found >> 7) * 0x0102040810204080 >> 56) << 8 * part;
    }
    return control & ~white;
}

static inline assay_classes assay_ascii_classes(const uint8_t *bytes, const int for_deepseek) {
    assay_classes classes = assay_classes_of_ascii(assay_classify(bytes));
    if (for_deepseek) classes.undecided |= assay_control(bytes, classes.white);
    return classes;
}

// Whether a block is kana's.
static inline int assay_is_kana(uint32_t number) { return number >= 0x3040 >> 6 && number <= 0x30FF >> 6; }

// The classes of the 64 characters of a block, for DeepSeek's pattern or one of the others.
static __attribute__((noinline)) assay_block_bits assay_learn_block(uint32_t number, int for_deepseek) {
    // CharacterClass.swift's numbers.
    enum { other, upper, lower, uncased, mark, number_class, white, newline };
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
        // DeepSeek's pattern tells symbols from what is neither that nor a letter.
        if (for_deepseek && assay_character_class(scalar) == other) block.undecided |= bit;
    }
    // What stands among kana without being a letter.
    if (for_deepseek && assay_is_kana(number)) block.undecided |= ~block.letter, block.mark = 0;
    return block;
}

#endif
