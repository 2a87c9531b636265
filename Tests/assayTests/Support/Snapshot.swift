import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Texts that are compared with a file under `Snapshots/`. `ASSAY_RECORD=1 swift test --filter HelpTests` writes the
/// files anew.
enum Snapshot {
    static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = "\(folder)/\(name).txt"
        if getenv("ASSAY_RECORD") != nil {
            let handle = try #require(fopen(file, "w"))
            defer { fclose(handle) }
            fputs(text, handle)
            return
        }
        let recorded = fopen(file, "r").map { handle in
            defer { fclose(handle) }
            var bytes = [UInt8](repeating: 0, count: 1 << 20)
            let count = fread(&bytes, 1, bytes.count, handle)
            return String(decoding: bytes[..<count], as: UTF8.self)
        }
        #expect(
            recorded == text, "\(name): if the change is meant, run ASSAY_RECORD=1 swift test --filter HelpTests",
            sourceLocation: sourceLocation)
    }

    private static let folder = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        .joined(separator: "/") + "/Snapshots"
}
