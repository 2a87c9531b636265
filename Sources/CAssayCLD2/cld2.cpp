#include "include/assay_cld2.h"

// The header names FILE without saying where it comes from.
#include <cstdio>
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

extern "C" bool assay_cld2_detect(const uint8_t *text, int32_t length, char *code, int32_t capacity) {
    CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3];
    int percents[3];
    double scores[3];
    int textBytes = 0, validPrefix = 0;
    bool isReliable = false;
    CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
        reinterpret_cast<const char *>(text), length, true, &hints, 0, languages, percents, scores, nullptr,
        &textBytes, &isReliable, &validPrefix);
    const char *name = CLD2::LanguageCode(language);
    if (!isReliable || language == CLD2::UNKNOWN_LANGUAGE || int32_t(std::strlen(name)) >= capacity) return false;
    std::strcpy(code, name);
    return true;
}
