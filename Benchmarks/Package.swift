// swift-tools-version:6.2
import PackageDescription

// A package of its own, so that nothing in it is ever part of a build of Assay.
let package = Package(
    name: "AssayBenchmarks",
    dependencies: [.package(name: "Assay", path: "..")],
    targets: [
        // The worker that runs Assay by the protocol of `comparison/worker.py`.
        .executableTarget(
            name: "assay-bench",
            dependencies: [
                .product(name: "AssayTokenization", package: "Assay"),
                .product(name: "AssayVocabularies", package: "Assay"),
            ]),

        // The fixed workload of the instruction count.
        .executableTarget(
            name: "assay-workload",
            dependencies: [
                .product(name: "AssayTokenization", package: "Assay"),
                .product(name: "AssayVocabularies", package: "Assay"),
            ]),
    ]
)
