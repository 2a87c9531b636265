// Looking pairs up.
#include "assay_pairs.h"

uint32_t assay_merged_beside(const assay_pair_table *table, const uint32_t *next, uint32_t tag) {
    uint32_t others = next[assay_line_words - 1] >> assay_line_entries & ((1 << assay_line_entries) - 1);
    uint32_t found = assay_same_of_16(next, tag, table->mask) & others;
    return found ? assay_entry_token(table, next, __builtin_ctz(found)) : assay_none;
}
