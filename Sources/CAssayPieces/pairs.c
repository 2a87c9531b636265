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

uint32_t assay_merged_again(const assay_pairs *pairs, uint32_t left, uint32_t right) {
    uint64_t pair = assay_pair(left, right);
    uint64_t *known = pairs->known + (pair * 0x9E3779B97F4A7C15 >> (64 - assay_known_bits));
    if (*known >> assay_index_bits == pair + 1) {
        uint32_t token = (uint32_t)*known & assay_index_mask;
        return token == assay_index_mask ? assay_none : token;
    }
    uint32_t token = assay_merged(pairs->table, left, right);
    *known = (pair + 1) << assay_index_bits | (token & assay_index_mask);
    return token;
}
