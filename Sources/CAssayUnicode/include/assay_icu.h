// An opaque face for the few ICU calls that Assay makes. Only fixed-width types appear here: ICU's own headers rename
// their functions by macro, which Swift cannot follow, and clash with Foundation's copy of ICU.
#ifndef ASSAY_ICU_H
#define ASSAY_ICU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { assay_form_nfc = 1, assay_form_nfkc = 2, assay_form_nfd = 3 } assay_form;

// Normalises `length` bytes of valid UTF-8 into `output`. Returns the length of the result, which may be larger than
// `capacity`: then nothing useful was written and the caller tries again with that much room. Returns -1 when ICU
// fails, which it does only without its data or without memory.
int64_t assay_normalize(
    assay_form form, const uint8_t *text, size_t length, uint8_t *output, size_t capacity);

// Where words and user-perceived characters (grapheme clusters) end: Unicode Standard Annex 29 in ICU's root locale,
// with ICU's dictionaries for scripts that write no spaces. One thread at a time.
typedef struct assay_boundaries assay_boundaries;

// Null where ICU lacks its data or memory.
assay_boundaries *assay_boundaries_open(void);
void assay_boundaries_close(assay_boundaries *boundaries);

// Counts the words of a text (the segments between boundaries that hold a letter, a digit, kana or an ideograph) and its
// grapheme clusters. What is not UTF-8 counts as U+FFFD. False where the text is longer than 1 GB, or ICU fails.
bool assay_boundaries_count(
    assay_boundaries *boundaries, const uint8_t *text, size_t length, int64_t *words, int64_t *graphemes);

// Properties of one code point, from which the tables are generated.
void assay_age(uint32_t scalar, uint8_t version[4]);
uint8_t assay_combining_class(uint32_t scalar);
// Whether the form's quick check says anything but "yes".
bool assay_quick_check_fails(assay_form form, uint32_t scalar);
// The value of the property Script, as ICU numbers scripts, and a script's ISO 15924 code and its name in Unicode's data
// files, such as "Latn" and "Latin".
int32_t assay_icu_script(uint32_t scalar);
const char *assay_icu_script_code(int32_t script);
const char *assay_icu_script_name(int32_t script);
// The Unicode version of the ICU that is linked, as major * 100 + minor.
int32_t assay_icu_unicode_version(void);

#ifdef __cplusplus
}
#endif

#endif
