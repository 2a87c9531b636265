import AssayJSON
import Testing

@testable import AssayLinting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct ConfigurationSchemaTests {
    @Test("the schema in the repository is that of the rules")
    func file() throws {
        let path =
            "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/") + "/Schemas/assay-configuration.schema.json"
        let schema = ConfigurationSchema.json()
        _ = try JSONDocument(schema)
        if getenv("ASSAY_RECORD") != nil {
            let handle = try #require(fopen(path, "w"))
            defer { fclose(handle) }
            _ = schema.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, handle) }
            return
        }
        let handle = try #require(fopen(path, "r"), "\(path)")
        defer { fclose(handle) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, handle)
            if count == 0 { break }
            bytes += part[..<count]
        }
        #expect(
            bytes == schema,
            "\(path): run ASSAY_RECORD=1 swift test --filter ConfigurationSchemaTests")
    }
}
