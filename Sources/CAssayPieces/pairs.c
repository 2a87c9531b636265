// Looking pairs up.
#include "assay_pairs.h"

uint32_t assay_merged_beside(const assay_pair_table *table, const uint32_t *next, uint32_t tag) {
    uint32_t others = next[assay_line_words - 1] >> assay_line_entries & ((1 << assay_line_entries) - 1);
    uint32_t found = assay_same_of_16(next, tag, table->mask) & others;
    return found ? assay_entry_token(table, next, __builtin_ctz(found)) : assay_none;
}

void assay_fill_filter(const assay_pair_table *table, uint32_t *filter, uint64_t bits) {
    uint32_t token_bits = table->token_bits;
    for (uint32_t token = 0; token < table->token_count; token++) {
        uint64_t parts = assay_parts(table, token);
        if (parts == assay_no_parts(token_bits)) continue;
        uint64_t pair = assay_pair((uint32_t)(parts >> token_bits), (uint32_t)parts & (((uint32_t)1 << token_bits) - 1));
        uint64_t bit = pair * assay_hash_factor >> (64 - bits);
        filter[bit >> 5] |= (uint32_t)1 << (bit & 31);
    }
}

const uint32_t *assay_no_filter(void) {
    static const uint32_t both = 3;
    return &both;
}
