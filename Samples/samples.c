// Embeds the parallel sample, English first. A new file needs its lines here; a test compares the two.
#include "CAssaySamples.h"

#define EMBEDDED(language, name) {language, name, sizeof name}

static const unsigned char en[] = {
#embed "everyday/en.txt"
};
static const unsigned char ar[] = {
#embed "everyday/ar.txt"
};
static const unsigned char bn[] = {
#embed "everyday/bn.txt"
};
static const unsigned char cs[] = {
#embed "everyday/cs.txt"
};
static const unsigned char de[] = {
#embed "everyday/de.txt"
};
static const unsigned char el[] = {
#embed "everyday/el.txt"
};
static const unsigned char es[] = {
#embed "everyday/es.txt"
};
static const unsigned char fa[] = {
#embed "everyday/fa.txt"
};
static const unsigned char fi[] = {
#embed "everyday/fi.txt"
};
static const unsigned char fr[] = {
#embed "everyday/fr.txt"
};
static const unsigned char he[] = {
#embed "everyday/he.txt"
};
static const unsigned char hi[] = {
#embed "everyday/hi.txt"
};
static const unsigned char hu[] = {
#embed "everyday/hu.txt"
};
static const unsigned char id[] = {
#embed "everyday/id.txt"
};
static const unsigned char it[] = {
#embed "everyday/it.txt"
};
static const unsigned char ja[] = {
#embed "everyday/ja.txt"
};
static const unsigned char km[] = {
#embed "everyday/km.txt"
};
static const unsigned char ko[] = {
#embed "everyday/ko.txt"
};
static const unsigned char nl[] = {
#embed "everyday/nl.txt"
};
static const unsigned char pl[] = {
#embed "everyday/pl.txt"
};
static const unsigned char pt_BR[] = {
#embed "everyday/pt-BR.txt"
};
static const unsigned char ro[] = {
#embed "everyday/ro.txt"
};
static const unsigned char ru[] = {
#embed "everyday/ru.txt"
};
static const unsigned char sv[] = {
#embed "everyday/sv.txt"
};
static const unsigned char sw[] = {
#embed "everyday/sw.txt"
};
static const unsigned char ta[] = {
#embed "everyday/ta.txt"
};
static const unsigned char te[] = {
#embed "everyday/te.txt"
};
static const unsigned char th[] = {
#embed "everyday/th.txt"
};
static const unsigned char tr[] = {
#embed "everyday/tr.txt"
};
static const unsigned char uk[] = {
#embed "everyday/uk.txt"
};
static const unsigned char vi[] = {
#embed "everyday/vi.txt"
};
static const unsigned char zh_Hans[] = {
#embed "everyday/zh-Hans.txt"
};
static const unsigned char zh_Hant[] = {
#embed "everyday/zh-Hant.txt"
};

static const struct assay_sample samples[] = {
    EMBEDDED("en", en),
    EMBEDDED("ar", ar),
    EMBEDDED("bn", bn),
    EMBEDDED("cs", cs),
    EMBEDDED("de", de),
    EMBEDDED("el", el),
    EMBEDDED("es", es),
    EMBEDDED("fa", fa),
    EMBEDDED("fi", fi),
    EMBEDDED("fr", fr),
    EMBEDDED("he", he),
    EMBEDDED("hi", hi),
    EMBEDDED("hu", hu),
    EMBEDDED("id", id),
    EMBEDDED("it", it),
    EMBEDDED("ja", ja),
    EMBEDDED("km", km),
    EMBEDDED("ko", ko),
    EMBEDDED("nl", nl),
    EMBEDDED("pl", pl),
    EMBEDDED("pt-BR", pt_BR),
    EMBEDDED("ro", ro),
    EMBEDDED("ru", ru),
    EMBEDDED("sv", sv),
    EMBEDDED("sw", sw),
    EMBEDDED("ta", ta),
    EMBEDDED("te", te),
    EMBEDDED("th", th),
    EMBEDDED("tr", tr),
    EMBEDDED("uk", uk),
    EMBEDDED("vi", vi),
    EMBEDDED("zh-Hans", zh_Hans),
    EMBEDDED("zh-Hant", zh_Hant),
};

const struct assay_sample *const assay_samples = samples;
const size_t assay_sample_count = sizeof samples / sizeof samples[0];
