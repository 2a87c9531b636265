#ifndef CASSAYPRICES_H
#define CASSAYPRICES_H

#include <stddef.h>

/// The price table, embedded when the library is built. `Sources/AssayPricing/Packing` reads it.
struct assay_price_pack {
    const unsigned char *bytes;
    size_t length;
};

struct assay_price_pack assay_price_pack(void);

#endif
