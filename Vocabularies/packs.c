// The packs and their manifests, embedded as they are in their folders (`assay-maintenance vocabularies` makes them).
#include "CAssayVocabularies.h"

#include <stdalign.h>

// Each array ends in a byte of its own, so that it is not empty where a pack was not made yet: the tool that makes the
// packs can then still be built.
#define EMBEDDED(kind, name) \
    struct assay_embedded assay_##kind##_##name(void) { \
        return (struct assay_embedded){kind##_##name, sizeof kind##_##name - 1}; \
    }

static const unsigned char alignas(4096) pack_r50k_base[] = {
#if __has_embed("r50k_base/vocabulary.pack")
#embed "r50k_base/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_r50k_base[] = {
#embed "r50k_base/manifest.json" suffix(,)
    0};
EMBEDDED(pack, r50k_base)
EMBEDDED(manifest, r50k_base)

static const unsigned char alignas(4096) pack_p50k_base[] = {
#if __has_embed("p50k_base/vocabulary.pack")
#embed "p50k_base/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_p50k_base[] = {
#embed "p50k_base/manifest.json" suffix(,)
    0};
EMBEDDED(pack, p50k_base)
EMBEDDED(manifest, p50k_base)

static const unsigned char alignas(4096) pack_cl100k_base[] = {
#if __has_embed("cl100k_base/vocabulary.pack")
#embed "cl100k_base/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_cl100k_base[] = {
#embed "cl100k_base/manifest.json" suffix(,)
    0};
EMBEDDED(pack, cl100k_base)
EMBEDDED(manifest, cl100k_base)

static const unsigned char alignas(4096) pack_o200k_base[] = {
#if __has_embed("o200k_base/vocabulary.pack")
#embed "o200k_base/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_o200k_base[] = {
#embed "o200k_base/manifest.json" suffix(,)
    0};
EMBEDDED(pack, o200k_base)
EMBEDDED(manifest, o200k_base)

// It has the pack of o200k_base.
static const unsigned char manifest_o200k_harmony[] = {
#embed "o200k_harmony/manifest.json" suffix(,)
    0};
EMBEDDED(manifest, o200k_harmony)

static const unsigned char alignas(4096) pack_qwen2[] = {
#if __has_embed("qwen2/vocabulary.pack")
#embed "qwen2/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_qwen2[] = {
#embed "qwen2/manifest.json" suffix(,)
    0};
EMBEDDED(pack, qwen2)
EMBEDDED(manifest, qwen2)

static const unsigned char alignas(4096) pack_deepseek_v3[] = {
#if __has_embed("deepseek-v3/vocabulary.pack")
#embed "deepseek-v3/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_deepseek_v3[] = {
#embed "deepseek-v3/manifest.json" suffix(,)
    0};
EMBEDDED(pack, deepseek_v3)
EMBEDDED(manifest, deepseek_v3)

static const unsigned char alignas(4096) pack_claude_legacy[] = {
#if __has_embed("claude-legacy/vocabulary.pack")
#embed "claude-legacy/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_claude_legacy[] = {
#embed "claude-legacy/manifest.json" suffix(,)
    0};
EMBEDDED(pack, claude_legacy)
EMBEDDED(manifest, claude_legacy)

static const unsigned char alignas(4096) pack_mistral_v1[] = {
#if __has_embed("mistral-v1/vocabulary.pack")
#embed "mistral-v1/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_mistral_v1[] = {
#embed "mistral-v1/manifest.json" suffix(,)
    0};
EMBEDDED(pack, mistral_v1)
EMBEDDED(manifest, mistral_v1)

static const unsigned char alignas(4096) pack_mistral_v3[] = {
#if __has_embed("mistral-v3/vocabulary.pack")
#embed "mistral-v3/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_mistral_v3[] = {
#embed "mistral-v3/manifest.json" suffix(,)
    0};
EMBEDDED(pack, mistral_v3)
EMBEDDED(manifest, mistral_v3)

// It has the pack of mistral-v3.
static const unsigned char manifest_mistral_v7[] = {
#embed "mistral-v7/manifest.json" suffix(,)
    0};
EMBEDDED(manifest, mistral_v7)

static const unsigned char alignas(4096) pack_mistral_tekken[] = {
#if __has_embed("mistral-tekken/vocabulary.pack")
#embed "mistral-tekken/vocabulary.pack" suffix(,)
#endif
    0};
static const unsigned char manifest_mistral_tekken[] = {
#embed "mistral-tekken/manifest.json" suffix(,)
    0};
EMBEDDED(pack, mistral_tekken)
EMBEDDED(manifest, mistral_tekken)
