import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Texts that are compared with a file. With `ASSAY_RECORD=1` in the environment the files are written anew.
enum Snapshot {
    /// Compares `text` with the file of that name under `Snapshots/`.
    static func check(
        _ text: String, _ name: String, suite: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try check(text, file: "\(folder)/\(name).txt", suite: suite, sourceLocation: sourceLocation)
    }

    /// Compares `text` with a file.
    ///
    /// - Parameter suite: the tests that write the file anew.
    static func check(
        _ text: String, file: String, suite: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if getenv("ASSAY_RECORD") != nil {
            let handle = try #require(fopen(file, "w"))
            defer { fclose(handle) }
            fputs(text, handle)
            return
        }
        #expect(
            (try? read(file)) == text,
            "\(file): if the change is meant, run ASSAY_RECORD=1 swift test --filter \(suite)",
            sourceLocation: sourceLocation)
    }

    static func read(_ file: String) throws -> String {
        let handle = try #require(fopen(file, "r"), "\(file)")
        defer { fclose(handle) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, handle)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += part[..<count]
        }
    }

    private static let folder =
        "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        .joined(separator: "/") + "/Snapshots"
}
