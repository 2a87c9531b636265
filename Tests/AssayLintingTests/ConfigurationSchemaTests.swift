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
        let path = RepositoryFile.path("Schemas/assay-configuration.schema.json")
        let schema = ConfigurationSchema.json()
        _ = try JSONDocument(schema)
        if getenv("ASSAY_RECORD") != nil {
            let handle = try #require(fopen(path, "w"))
            defer { fclose(handle) }
            _ = schema.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, handle) }
            return
        }
        let bytes = try #require(RepositoryFile.read("Schemas/assay-configuration.schema.json"), "\(path)")
        #expect(
            bytes == schema,
            "\(path): run ASSAY_RECORD=1 swift test --filter ConfigurationSchemaTests")
    }
}
