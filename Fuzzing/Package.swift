// swift-tools-version:6.2
import PackageDescription

let package = Package(
    name: "AssayFuzzing",
    dependencies: [.package(name: "Assay", path: "..")],
    targets: [
        // libFuzzer's entry point, which comes with the toolchain.
        .target(name: "CFuzzer"),
        // The slow encoder of the tests: a link to their folder.
        .target(
            name: "TokenizationOracle", dependencies: [.product(name: "AssayTokenization", package: "Assay")],
            path: "Oracle"),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "CFuzzer", "TokenizationOracle", .product(name: "AssayVocabularies", package: "Assay"),
                .product(name: "AssayPrompts", package: "Assay"),
            ]),
    ]
)
