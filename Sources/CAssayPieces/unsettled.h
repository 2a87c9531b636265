// The quick check of a normalization form; included by kernel.h. See assay_quick_check.h.

#include "assay_quick_check.h"

// The bits of the 64 characters of a block, chosen by its number.
ASSAY_INLINE uint64_t NAME(block_of)(const assay_quick_check *check, uint32_t number) {
    return check->unsettled[2 * check->index[number >> 1] + (number & 1)];
}

#if ASSAY_PROCESSOR

// The first bytes of characters in 64 that may not be settled. U+4000 to U+9FFF, which are Chinese characters and hexagrams,
// Hangul and pictures are, in each form.
ASSAY_INLINE uint64_t NAME(unsettled)(
    const assay_quick_check *check, const uint8_t *bytes, CHARACTERS b, uint64_t firsts, uint64_t threes, uint64_t fours) {
    uint64_t found = fours ? fours & ~NAME(pictures)(b) : 0;
    uint64_t left = firsts & ~fours;
    if (threes) {
        left &= ~WITHIN(b, 0xE4, 6);
        if (left & threes) left &= ~NAME(hangul)(b);
    }
    while (left) {
        int at = __builtin_ctzll(left);
        uint64_t same = left & SAME(b, bytes[at]);
        uint32_t number = bytes[at] & 0x1F, length = 2;
        if (bytes[at] >= 0xE0) {
            same &= SAME(b, bytes[at + 1]) >> 1;
            number = (bytes[at] & 0xFu) << 6 | (bytes[at + 1] & 0x3F);
            length = 3;
        }
        uint64_t block = NAME(block_of)(check, number);
        if (block) found |= NAME(assay_bits_of)(block, b) >> (length - 1) & same;
        left &= ~same;
    }
    return found;
}

assay_unsettled NAME(assay_find_unsettled)(
    const assay_quick_check *check, const uint8_t *text, int64_t position, int64_t count) {
    uint8_t rest[64];
    while (position < count) {
        const uint8_t *bytes = text + position;
        int64_t next = position + 64;
        if (next > count) {
            next = count;
            memset(rest, 0, 64);
            bytes = memcpy(rest, bytes, (size_t)(count - position));
        }
        const CHARACTERS b = NAME(assay_load)(bytes);
        uint64_t firsts = WITHIN(b, 0xC0, 0x40);
        if (firsts) {
            uint64_t threes = WITHIN(b, 0xE0, 0x10), fours = WITHIN(b, 0xF0, 0x10), twos = firsts & ~threes & ~fours;
            // A character that the window cuts short starts the next one.
            uint64_t cut = (twos & (uint64_t)1 << 63) | (threes & (uint64_t)3 << 62) | (fours & (uint64_t)7 << 61);
            if (cut) next = position + __builtin_ctzll(cut);
            uint64_t found = NAME(unsettled)(check, bytes, b, firsts & ~cut, threes & ~cut, fours & ~cut);
            if (found) return (assay_unsettled){found, position, next};
        }
        position = next;
    }
    return (assay_unsettled){0, count, count};
}

#else

assay_unsettled assay_find_unsettled_any(
    const assay_quick_check *check, const uint8_t *text, int64_t position, int64_t count) {
    while (position < count) {
        const uint8_t *bytes = text + position;
        if (bytes[0] < 0x80) {
            uint64_t eight = 0;
            position++;
            while (position + 8 <= count) {
                memcpy(&eight, text + position, 8);
                if (eight & 0x8080808080808080) break;
                position += 8;
            }
            continue;
        }
        int64_t length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
        uint32_t number = length == 2 ? bytes[0] & 0x1F : (bytes[0] & 0xFu) << 6 | (bytes[1] & 0x3F);
        if (length == 4 || block_of_any(check, number) >> (bytes[length - 1] & 0x3F) & 1)
            return (assay_unsettled){1, position, position + length};
        position += length;
    }
    return (assay_unsettled){0, count, count};
}

#endif
