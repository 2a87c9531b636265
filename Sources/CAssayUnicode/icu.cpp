#include "include/assay_icu.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <cstring>

namespace {

// ICU's Normalizer2 for a form, or null where ICU lacks its data.
const icu::Normalizer2 *normalizer(assay_form form) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *result = nullptr;
    switch (form) {
    case assay_form_nfc: result = icu::Normalizer2::getNFCInstance(status); break;
    case assay_form_nfkc: result = icu::Normalizer2::getNFKCInstance(status); break;
    case assay_form_nfd: result = icu::Normalizer2::getNFDInstance(status); break;
    }
    return U_SUCCESS(status) ? result : nullptr;
}

// Counts all bytes and keeps as many as there is room for. icu::CheckedArrayByteSink counts in 32 bits.
class CountingSink : public icu::ByteSink {
public:
    CountingSink(uint8_t *output, size_t capacity) : output_(output), capacity_(capacity) {}
    void Append(const char *bytes, int32_t n) override {
        if (count_ + size_t(n) <= capacity_) std::memcpy(output_ + count_, bytes, size_t(n));
        count_ += size_t(n);
    }
    size_t count() const { return count_; }

private:
    uint8_t *output_;
    size_t capacity_;
    size_t count_ = 0;
};

} // namespace

extern "C" int64_t assay_normalize(
    assay_form form, const uint8_t *text, size_t length, uint8_t *output, size_t capacity) {
    const icu::Normalizer2 *n = normalizer(form);
    if (!n || length > size_t(INT32_MAX)) return -1;
    UErrorCode status = U_ZERO_ERROR;
    CountingSink sink(output, capacity);
    n->normalizeUTF8(
        0, icu::StringPiece(reinterpret_cast<const char *>(text), int32_t(length)), sink, nullptr, status);
    return U_SUCCESS(status) ? int64_t(sink.count()) : -1;
}

extern "C" void assay_age(uint32_t scalar, uint8_t version[4]) { u_charAge(UChar32(scalar), version); }

extern "C" uint8_t assay_combining_class(uint32_t scalar) { return u_getCombiningClass(UChar32(scalar)); }

extern "C" bool assay_quick_check_fails(assay_form form, uint32_t scalar) {
    UProperty property = form == assay_form_nfkc ? UCHAR_NFKC_QUICK_CHECK : UCHAR_NFC_QUICK_CHECK;
    return u_getIntPropertyValue(UChar32(scalar), property) != UNORM_YES;
}

extern "C" int32_t assay_icu_script(uint32_t scalar) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(UChar32(scalar), &status);
}

extern "C" const char *assay_icu_script_code(int32_t script) { return uscript_getShortName(UScriptCode(script)); }

extern "C" const char *assay_icu_script_name(int32_t script) { return uscript_getName(UScriptCode(script)); }

extern "C" int32_t assay_icu_unicode_version(void) {
    UVersionInfo version;
    u_getUnicodeVersion(version);
    return version[0] * 100 + version[1];
}
