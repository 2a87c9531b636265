#ifndef CASSAY_VOCABULARIES_H
#define CASSAY_VOCABULARIES_H

#include <stddef.h>

// Bytes that are part of the program: they are never changed and never freed.
struct assay_embedded {
    const void *bytes;
    size_t length;
};

// The packs; each starts on a memory page. The length is 0 where a pack was missing when this was compiled.
struct assay_embedded assay_pack_r50k_base(void);
struct assay_embedded assay_pack_p50k_base(void);
struct assay_embedded assay_pack_cl100k_base(void);
struct assay_embedded assay_pack_o200k_base(void);
struct assay_embedded assay_pack_qwen2(void);
struct assay_embedded assay_pack_deepseek_v3(void);
struct assay_embedded assay_pack_claude_legacy(void);
struct assay_embedded assay_pack_mistral_v1(void);
struct assay_embedded assay_pack_mistral_v3(void);
struct assay_embedded assay_pack_mistral_tekken(void);

// The manifests, as JSON.
struct assay_embedded assay_manifest_r50k_base(void);
struct assay_embedded assay_manifest_p50k_base(void);
struct assay_embedded assay_manifest_cl100k_base(void);
struct assay_embedded assay_manifest_o200k_base(void);
struct assay_embedded assay_manifest_o200k_harmony(void);
struct assay_embedded assay_manifest_qwen2(void);
struct assay_embedded assay_manifest_deepseek_v3(void);
struct assay_embedded assay_manifest_claude_legacy(void);
struct assay_embedded assay_manifest_mistral_v1(void);
struct assay_embedded assay_manifest_mistral_v3(void);
struct assay_embedded assay_manifest_mistral_v7(void);
struct assay_embedded assay_manifest_mistral_tekken(void);

#endif
