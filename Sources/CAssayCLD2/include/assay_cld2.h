// An opaque face for CLD2's detector, with types that Swift can follow.
#ifndef ASSAY_CLD2_H
#define ASSAY_CLD2_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Writes the code of the language of `length` bytes of text, such as "en" or "zh-Hant", with a NUL behind it. False where
// the text is not valid UTF-8, or CLD2 does not hold its own answer for reliable.
bool assay_cld2_detect(const uint8_t *text, int32_t length, char *code, int32_t capacity);

#ifdef __cplusplus
}
#endif

#endif
