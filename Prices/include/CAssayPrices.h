#ifndef CASSAYPRICES_H
#define CASSAYPRICES_H

#include <stddef.h>

/// One file of the price table, embedded when the library is built.
struct assay_price_file {
    const char *name;
    const unsigned char *bytes;
    size_t length;
};

/// The price files, by name, and how many there are.
extern const struct assay_price_file *const assay_price_files;
extern const size_t assay_price_file_count;

/// The sorted index of model names, and the list of name patterns.
extern const struct assay_price_file assay_price_names;
extern const struct assay_price_file assay_price_patterns;

#endif
