// swift-tools-version:6.2
import PackageDescription

// Languages that share a script are told apart by CLD2 where the package is built with ASSAY_CLD2=1, which needs
// libcld2-dev. Without it the library's own lists of letters and words do that.
let detector: [Target] =
    Context.environment["ASSAY_CLD2"] == "1"
    ? [.target(name: "CAssayCLD2", linkerSettings: [.linkedLibrary("cld2")])] : []

// With ASSAY_EMULATED_AVX512=1, which needs libsimde-dev, the loops for AVX-512 run on processors that have AVX2 only, slowly:
// scripts/test-avx512 tests them so.
let emulated: [CSetting] =
    Context.environment["ASSAY_EMULATED_AVX512"] == "1"
    ? [
        .define("ASSAY_EMULATED_AVX512"), .headerSearchPath("../../Tests/Emulation"),
        .unsafeFlags(["-O2", "-mavx2", "-mbmi", "-mbmi2", "-mlzcnt", "-mpopcnt", "-Wno-psabi"]),
    ] : []

// One section a target, its tests beside it, in the order in which data flows.
let package = Package(
    name: "Assay",
    products: [
        .executable(name: "assay", targets: ["assay"]),
        .library(name: "AssayTokenization", targets: ["AssayTokenization"]),
        .library(name: "AssayVocabularies", targets: ["AssayVocabularies"]),
        .library(name: "AssayPrompts", targets: ["AssayPrompts"]),
        .library(name: "AssayPricing", targets: ["AssayPricing"]),
        .library(name: "AssayEstimation", targets: ["AssayEstimation"]),
        .library(name: "AssayLinting", targets: ["AssayLinting"]),
        .library(name: "AssayReporting", targets: ["AssayReporting"]),
        .library(name: "AssayLanguageServer", targets: ["AssayLanguageServer"]),
        .library(name: "AssayC", type: .dynamic, targets: ["AssayC"]),
        .plugin(name: "LintPrompts", targets: ["LintPrompts"]),
        .plugin(name: "LintPromptsOnBuild", targets: ["LintPromptsOnBuild"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        // ICU's link flags.
        .systemLibrary(
            name: "CICU", pkgConfig: "icu-i18n icu-uc", providers: [.apt(["libicu-dev"]), .brew(["icu4c"])]),

        // Opaque shim over ICU, character tables, and byte masks as static-inline intrinsics.
        .target(name: "CAssayUnicode", dependencies: ["CICU"]),

        // The inner loops of tokenization, compiled for several instruction sets.
        .target(name: "CAssayPieces", dependencies: ["CAssayUnicode"], cSettings: emulated),

        // Looking for text in text; numbers with their nouns; text that steers no terminal.
        .target(name: "AssayText"),
        .testTarget(name: "AssayTextTests", dependencies: ["AssayText"]),

        // JSON with positions: importers and readers parse with it, reports are written with it.
        .target(name: "AssayJSON"),
        .testTarget(name: "AssayJSONTests", dependencies: ["AssayJSON"]),

        // Text to token ids and counts.
        .target(name: "AssayTokenization", dependencies: ["CAssayUnicode", "CAssayPieces"]),
        .testTarget(
            name: "AssayTokenizationTests",
            dependencies: ["AssayTokenization", "AssayVocabularies", "AssayJSON", "CAssayPieces", "CAssayUnicode"],
            resources: [.copy("Golden")]),

        // The packs, embedded; the registry of their names; importers of other vocabulary files.
        .target(
            name: "CAssayVocabularies", path: "Vocabularies",
            exclude: [
                "claude-legacy", "cl100k_base", "deepseek-v3", "mistral-tekken", "mistral-v1", "mistral-v3",
                "mistral-v7", "o200k_base", "o200k_harmony", "p50k_base", "qwen2", "r50k_base",
            ],
            sources: ["packs.c"], publicHeadersPath: "include"),
        .target(name: "AssayVocabularies", dependencies: ["AssayTokenization", "AssayJSON", "CAssayVocabularies"]),
        .testTarget(name: "AssayVocabulariesTests", dependencies: ["AssayVocabularies"]),

        // Any prompt format to one positioned document.
        .target(name: "AssayPrompts", dependencies: ["AssayJSON", "AssayText"]),
        .testTarget(
            name: "AssayPromptsTests", dependencies: ["AssayPrompts", "AssayJSON"], exclude: ["Fixtures", "Jinja2"]),

        // Usage to money, by date.
        .target(name: "CAssayPrices", path: "Prices", sources: ["prices.c"], publicHeadersPath: "include"),
        .target(name: "AssayPricing", dependencies: ["AssayJSON", "AssayText", "CAssayPrices"]),
        .testTarget(name: "AssayPricingTests", dependencies: ["AssayPricing"]),

        // A small parallel text in many languages, embedded.
        .target(name: "CAssaySamples", path: "Samples", sources: ["samples.c"], publicHeadersPath: "include"),

        // Where documents, vocabularies and prices meet.
        .target(
            name: "AssayEstimation",
            dependencies: [
                "AssayJSON", "AssayText", "AssayTokenization", "AssayVocabularies", "AssayPrompts", "AssayPricing",
                "CAssayUnicode", "CAssaySamples",
            ] + detector.map { .init(stringLiteral: $0.name) }),
        .testTarget(
            name: "AssayEstimationTests",
            dependencies: [
                "AssayEstimation", "AssayPricing", "AssayPrompts", "AssayTokenization", "AssayVocabularies",
            ]),

        // Estimates to findings.
        .target(
            name: "AssayLinting",
            dependencies: [
                "AssayEstimation", "AssayJSON", "AssayPricing", "AssayPrompts", "AssayText", "AssayTokenization",
                "AssayVocabularies", "CAssayUnicode",
            ]),
        .testTarget(name: "AssayLintingTests", dependencies: ["AssayLinting", "AssayJSON", "AssayVocabularies"]),

        // Findings and estimates to text, JSON, Markdown and the rest.
        .target(
            name: "AssayReporting",
            dependencies: ["AssayEstimation", "AssayJSON", "AssayLinting", "AssayPricing", "AssayPrompts", "AssayText"],
            resources: [.embedInCode("Rules/measured.json")]),
        .testTarget(
            name: "AssayReportingTests", dependencies: ["AssayReporting", "AssayLinting", "AssayJSON"],
            exclude: ["Snapshots"]),

        // The linter where prompts are written: messages of an editor in, messages out.
        .target(
            name: "AssayLanguageServer",
            dependencies: ["AssayJSON", "AssayLinting", "AssayPrompts", "AssayText"]),
        .testTarget(
            name: "AssayLanguageServerTests",
            dependencies: [
                "AssayLanguageServer", "AssayJSON", "AssayLinting", "AssayPrompts", "AssayTokenization",
                "AssayVocabularies",
            ]),

        // Tokens for C: the header, and the functions that it declares.
        .target(name: "CAssay", exclude: ["exports.map"]),
        .target(name: "AssayC", dependencies: ["CAssay", "AssayTokenization", "AssayVocabularies"]),
        .testTarget(name: "AssayCTests", dependencies: ["AssayC", "CAssay", "AssayTokenization", "AssayVocabularies"]),

        // The command line.
        .executableTarget(
            name: "assay",
            dependencies: [
                "AssayEstimation", "AssayJSON", "AssayLanguageServer", "AssayLinting", "AssayPricing", "AssayPrompts",
                "AssayReporting", "AssayText", "AssayTokenization", "AssayVocabularies",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "assayTests", dependencies: ["assay"], resources: [.copy("Snapshots")]),

        // They only run the tool.
        .plugin(
            name: "LintPrompts",
            capability: .command(
                intent: .custom(verb: "lint-prompts", description: "Find waste and risk in the package's prompts.")),
            dependencies: ["assay"]),
        .plugin(name: "LintPromptsOnBuild", capability: .buildTool(), dependencies: ["assay"]),

        // Makes what is derived: tables, packs, prices.
        .executableTarget(
            name: "assay-maintenance",
            dependencies: [
                "AssayJSON", "AssayLinting", "AssayPrompts", "AssayReporting", "AssayTokenization", "AssayVocabularies",
                "AssayPricing", "CAssayUnicode", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "assayMaintenanceTests", dependencies: ["assay-maintenance"], exclude: ["Labelled"]),
    ] + detector,
    cLanguageStandard: .c2x,
    cxxLanguageStandard: .cxx17
)
