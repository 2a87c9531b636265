// UTF-8 validation in blocks.
#ifndef ASSAY_UTF8_H
#define ASSAY_UTF8_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// How many of the first bytes are known to be whole, valid sequences: nearly all of a valid text, up to where blocks of 64
// bytes end or stop being valid. 0 where the processor has no fast way; the rest is for the caller to look at.
int64_t assay_valid_utf8_prefix(const uint8_t *bytes, int64_t count);

#ifdef __cplusplus
}
#endif

#endif
