import Testing

@testable import AssayLinting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct RuleRegistryTests {
    @Test("the registry lists the rules that the folder holds, a rule a file named like its type")
    func folder() throws {
        let root =
            "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/") + "/Sources/AssayLinting/Rules"
        var files: Set<String> = []
        for category in try names(in: root) {
            for file in try names(in: "\(root)/\(category)") where file.hasSuffix(".swift") {
                files.insert("\(category)/\(file.dropLast(".swift".count))")
            }
        }
        let rules = Set(RuleRegistry.rules.map { "\($0.description.category)/\($0)" })
        #expect(rules == files, "RuleRegistry.swift and the folders under Rules/ differ")
    }

    @Test("ids are in order, and ids and names are used once")
    func identities() {
        let ids = RuleRegistry.rules.map { $0.description.id }
        #expect(ids == ids.sorted() || Set(ids).count == ids.count)
        #expect(Set(ids).count == ids.count)
        #expect(Set(RuleRegistry.rules.map { $0.description.name }).count == ids.count)
    }

    @Test("a rule says what it is", arguments: RuleRegistry.rules.map { $0.description })
    func descriptions(_ rule: RuleDescription) {
        #expect(!rule.category.isEmpty)
        #expect(rule.id.utf8.count == 5)
        #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
        #expect(rule.summary.hasSuffix("."))
        #expect(!rule.rationale.isEmpty && !rule.whenToIgnore.isEmpty)
        #expect(!rule.good.isEmpty && !rule.bad.isEmpty)
        #expect(rule.options.allSatisfy { !$0.summary.isEmpty })
    }

    private func names(in folder: String) throws -> [String] {
        let handle = try #require(opendir(folder), "\(folder)")
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
