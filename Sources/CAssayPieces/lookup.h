// Keys of pieces of up to 15 bytes.
#ifndef ASSAY_LOOKUP_H
#define ASSAY_LOOKUP_H

#include "assay_masks.h"
#include "assay_pieces.h"

// What is kept of 16 bytes for a piece of some length.
typedef struct {
    uint64_t low, high;
    // The length, where a key has it.
    uint64_t nothing, length;
} assay_kept;

#define ASSAY_KEPT(n) \
    { \
        n >= 8 ? UINT64_MAX : ((uint64_t)1 << (8 * n & 63)) - 1, n <= 8 ? 0 : ((uint64_t)1 << (8 * n & 63)) - 1, \
            0, (uint64_t)n << 56 \
    }

// By length; what is longer has no key.
static const assay_kept assay_kept_of[17] __attribute__((aligned(32))) = {
    ASSAY_KEPT(0), ASSAY_KEPT(1), ASSAY_KEPT(2), ASSAY_KEPT(3), ASSAY_KEPT(4), ASSAY_KEPT(5), ASSAY_KEPT(6), ASSAY_KEPT(7),
    ASSAY_KEPT(8), ASSAY_KEPT(9), ASSAY_KEPT(10), ASSAY_KEPT(11), ASSAY_KEPT(12), ASSAY_KEPT(13), ASSAY_KEPT(14),
    ASSAY_KEPT(15), {0, 0, 0, (uint64_t)128 << 56},
};

#endif
