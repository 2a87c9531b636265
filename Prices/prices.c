// The packed price table, embedded as it is (`assay-maintenance prices` makes it).
#include "CAssayPrices.h"

#include <stdalign.h>

// It ends in a byte of its own, so that it is not empty where the pack was not made yet: the tool that makes it can then
// still be built.
static const unsigned char alignas(16) pack[] = {
#if __has_embed("prices.pack")
#embed "prices.pack" suffix(,)
#endif
    0};

struct assay_price_pack assay_price_pack(void) { return (struct assay_price_pack){pack, sizeof pack - 1}; }
