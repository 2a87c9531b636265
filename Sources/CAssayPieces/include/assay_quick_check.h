// The quick check of a normalization form, 64 bytes at a time: nearly all text is normalized already, and to see that took a
// sixth of the time that its tokens take. Compiled for each processor: see kernel.h.
#ifndef ASSAY_QUICK_CHECK_H
#define ASSAY_QUICK_CHECK_H

#include <stdint.h>

#include "assay_processor.h"

#ifdef __cplusplus
extern "C" {
#endif

// A character is settled where the quick check says yes of it and its combining class is 0: text of such characters is
// normalized.
typedef struct {
    // A number for each block of 128 code points (assay_tables.h), and two words for each number: a bit for each character
    // that is not settled.
    const uint8_t *index;
    const uint64_t *unsettled;
} assay_quick_check;

typedef struct {
    // The first bytes of characters from `start` on, and where to go on. No bits where none was found.
    uint64_t firsts;
    int64_t start;
    int64_t next;
} assay_unsettled;

// The first characters from `position` on, where one starts, that are not settled: those of at most 64 bytes, without AVX2 one.
// Any character of four bytes may be among them. `text` is valid UTF-8. Linear.
assay_unsettled assay_find_unsettled(
    assay_processor processor, const assay_quick_check *check, const uint8_t *text, int64_t position, int64_t count);

#ifdef __cplusplus
}
#endif

#endif
