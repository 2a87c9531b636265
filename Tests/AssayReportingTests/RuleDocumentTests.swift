import AssayLinting
import Testing

@testable import AssayReporting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct RuleDocumentTests {
    private static let folder =
        "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        + "/docs/rules/"

    private func read(_ name: String) -> [UInt8]? {
        guard let file = fopen(Self.folder + name, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, file)
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }

    @Test("the pages in the repository are those of the rules")
    func current() throws {
        #expect(RuleMeasurement.all["PB002"]?.label == "redundant-boilerplate")
        for (name, text) in RuleDocument.pages(RuleMeasurement.all) {
            #expect(read(name) == Array(text.utf8), "\(name) is stale; run: swift run assay-maintenance rules")
        }
    }

    @Test("labels name rules that exist")
    func labels() {
        var known: Set<String> = []
        for rule in RuleRegistry.rules { known.insert(rule.description.id) }
        for rules in RuleDocument.rulesByLabel.values { #expect(known.isSuperset(of: rules)) }
    }

    @Test("a page without measurements says so, and one with them shows the counts")
    func figures() throws {
        let rule = try #require(RuleRegistry.rules.first { $0.description.id == "PB001" }?.description)
        #expect(RuleDocument.markdown(rule, nil).contains("Not measured"))
        let measurement = RuleMeasurement(
            date: "2026-01-02", set: "a set", label: "x", found: 2, missed: 1, violated: 0, kept: 4, foundByRule: 2,
            violatedByRule: 0)
        let page = RuleDocument.markdown(rule, measurement)
        #expect(page.contains("1.00 (2 of 2)"))
        #expect(page.contains("0.67 (2 of 3)"))
        #expect(page.contains("4 of 4"))
    }
}
