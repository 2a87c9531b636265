// Looking pairs up.
#include "assay_pairs.h"

uint32_t assay_search_pair(assay_pair_table table, uint64_t pair) {
    uint64_t hash = assay_pair_hash(pair);
    int64_t home = assay_bucket(hash, table.bucket_count), bucket = home;
    do {
        const uint32_t *entries = table.entries + assay_bucket_size * bucket;
        for (int i = 0; i < assay_bucket_size; i++) {
            uint32_t token = entries[i] & assay_index_mask;
            if (token && (entries[i] & assay_tag_mask) == assay_tag(hash) && assay_is_pair(table, token - 1, pair))
                return token - 1;
        }
        if (!(entries[0] & assay_overflow)) return assay_none;
        if (++bucket == (int64_t)table.bucket_count) bucket = 0;
    } while (bucket != home);
    return assay_none;
}

void assay_fill_filter(assay_pair_table table, uint32_t *filter, uint64_t bits) {
    for (uint32_t token = 0; token < table.token_count; token++) {
        uint64_t pair = assay_parts(table, token);
        if (pair == assay_parts_mask) continue;
        uint64_t bit = pair * assay_hash_factor >> (64 - bits);
        filter[bit >> 5] |= (uint32_t)1 << (bit & 31);
    }
}

const uint32_t *assay_no_filter(void) {
    static const uint32_t both = 3;
    return &both;
}
