import AssayTokenization
import CAssayVocabularies

/// A vocabulary that is part of the program. Nothing is read or built before it is asked for.
struct EmbeddedVocabulary: Sendable {
    let name: String
    /// The pack's bytes, in read-only memory.
    let pack: @Sendable () -> UnsafeRawBufferPointer
    /// The manifest's JSON.
    let manifest: @Sendable () -> UnsafeRawBufferPointer
    /// The opened vocabulary; opened the first time, the same one ever after.
    let open: @Sendable () -> Result<Vocabulary, PackError>

    private init(
        _ name: String, _ pack: @escaping @Sendable () -> assay_embedded,
        _ manifest: @escaping @Sendable () -> assay_embedded,
        _ open: @escaping @Sendable () -> Result<Vocabulary, PackError>
    ) {
        self.name = name
        self.pack = { Self.bytes(pack()) }
        self.manifest = { Self.bytes(manifest()) }
        self.open = open
    }

    private static func bytes(_ embedded: assay_embedded) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: embedded.bytes, count: embedded.length)
    }

    private static func open(_ embedded: assay_embedded) -> Result<Vocabulary, PackError> {
        Result { () throws(PackError) in try Vocabulary(pack: bytes(embedded)) }
    }

    /// Opens another vocabulary's pack with the name and the special tokens of a manifest.
    private static func open(
        _ shared: assay_embedded, manifest: assay_embedded
    ) -> Result<Vocabulary, PackError> {
        Result { () throws(PackError) in
            let read: VocabularyManifest
            do throws(ManifestError) {
                read = try VocabularyManifest(json: Array(bytes(manifest)))
            } catch {
                throw PackError(code: .damaged, detail: error.description)
            }
            return try Vocabulary(
                pack: bytes(shared), name: read.name, specialTokens: read.specialTokens.flatMap(\.tokens))
        }
    }

    /// All of them, in the order in which they are listed to people.
    static let all: [EmbeddedVocabulary] = [
        .init("r50k_base", assay_pack_r50k_base, assay_manifest_r50k_base) { Opened.r50kBase },
        .init("p50k_base", assay_pack_p50k_base, assay_manifest_p50k_base) { Opened.p50kBase },
        .init("cl100k_base", assay_pack_cl100k_base, assay_manifest_cl100k_base) { Opened.cl100kBase },
        .init("o200k_base", assay_pack_o200k_base, assay_manifest_o200k_base) { Opened.o200kBase },
        .init("o200k_harmony", assay_pack_o200k_base, assay_manifest_o200k_harmony) { Opened.o200kHarmony },
        .init("qwen2", assay_pack_qwen2, assay_manifest_qwen2) { Opened.qwen2 },
        .init("deepseek-v3", assay_pack_deepseek_v3, assay_manifest_deepseek_v3) { Opened.deepSeekV3 },
        .init("claude-legacy", assay_pack_claude_legacy, assay_manifest_claude_legacy) { Opened.claudeLegacy },
        .init("mistral-v1", assay_pack_mistral_v1, assay_manifest_mistral_v1) { Opened.mistralV1 },
        .init("mistral-v3", assay_pack_mistral_v3, assay_manifest_mistral_v3) { Opened.mistralV3 },
        .init("mistral-v7", assay_pack_mistral_v3, assay_manifest_mistral_v7) { Opened.mistralV7 },
        .init("mistral-tekken", assay_pack_mistral_tekken, assay_manifest_mistral_tekken) { Opened.mistralTekken },
    ]

    /// What was opened: a static property is set when it is first asked for, once for all threads.
    private enum Opened {
        static let r50kBase = open(assay_pack_r50k_base())
        static let p50kBase = open(assay_pack_p50k_base())
        static let cl100kBase = open(assay_pack_cl100k_base())
        static let o200kBase = open(assay_pack_o200k_base())
        static let o200kHarmony = open(assay_pack_o200k_base(), manifest: assay_manifest_o200k_harmony())
        static let qwen2 = open(assay_pack_qwen2())
        static let deepSeekV3 = open(assay_pack_deepseek_v3())
        static let claudeLegacy = open(assay_pack_claude_legacy())
        static let mistralV1 = open(assay_pack_mistral_v1())
        static let mistralV3 = open(assay_pack_mistral_v3())
        static let mistralV7 = open(assay_pack_mistral_v3(), manifest: assay_manifest_mistral_v7())
        static let mistralTekken = open(assay_pack_mistral_tekken())
    }
}
