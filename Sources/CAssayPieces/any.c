// The loops for any processor.
#include <string.h>

#include "lookup.h"

#define ASSAY_PROCESSOR 0
#define NAME(x) x##_any
#include "kernel.h"
#include "keys.h"
#include "merging.h"
#include "segments.h"

uint32_t assay_merged_again(const assay_pairs *pairs, uint32_t left, uint32_t right) {
    return merged_any(pairs, left, right);
}
