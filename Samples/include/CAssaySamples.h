#ifndef CASSAYSAMPLES_H
#define CASSAYSAMPLES_H

#include <stddef.h>

/// One language of the parallel sample, embedded when the library is built.
struct assay_sample {
    /// Its BCP 47 tag.
    const char *language;
    const unsigned char *bytes;
    size_t length;
};

/// The languages, English first, and how many there are.
extern const struct assay_sample *const assay_samples;
extern const size_t assay_sample_count;

#endif
