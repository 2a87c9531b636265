import AssayPrompts
import Testing

@testable import AssayEstimation

/// Which units are taken for versions of each other.
@Suite struct UnitMatcherTests {
    private static let poem =
        "You write short poems about the sea, the wind and the harbour, in four lines that rhyme in pairs."
    private static let review =
        "You review changes of programs: read the whole diff, list the problems, the worst first, and say why."

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var before: [String: String]
        var after: [String: String]
        var renames: [String: String] = [:]
        /// `before -> after, basis`, by path and unit; `=` where the text is the same.
        var pairs: [String]
    }

    @Test(arguments: [
        Case(
            testDescription: "the same path", before: ["a.md": poem], after: ["a.md": "Now it says something else."],
            pairs: ["a.md -> a.md identity"]),
        Case(
            testDescription: "a file that git says was renamed", before: ["a.md": "One two three."],
            after: ["b.md": "All other words."], renames: ["a.md": "b.md"], pairs: ["a.md -> b.md rename"]),
        Case(
            testDescription: "the same text elsewhere", before: ["a.md": poem], after: ["x/b.md": poem],
            pairs: ["a.md -> x/b.md content ="]),
        Case(
            testDescription: "nearly the same text elsewhere", before: ["a.md": poem, "b.md": review],
            after: ["c.md": review + " Be kind.", "d.md": poem + " Be brief."],
            pairs: ["a.md -> d.md content", "b.md -> c.md content"]),
        Case(
            testDescription: "other texts are new and gone", before: ["a.md": poem], after: ["b.md": review],
            pairs: ["- -> b.md", "a.md -> -"]),
        Case(
            testDescription: "a constant with a new name",
            before: ["p.py": "OLD_PROMPT = \"\"\"\(poem)\"\"\"\n"], after: ["p.py": "NEW_PROMPT = \"\"\"\(poem)\"\"\"\n"],
            pairs: ["p.py:OLD_PROMPT -> p.py:NEW_PROMPT content ="]),
        Case(
            testDescription: "a constant that moves to another file",
            before: ["p.py": "A_PROMPT = \"\"\"\(poem)\"\"\"\nB_PROMPT = \"\"\"\(review)\"\"\"\n"],
            after: ["p.py": "B_PROMPT = \"\"\"\(review)\"\"\"\n", "q.py": "A_PROMPT = \"\"\"\(poem)\"\"\"\n"],
            pairs: ["p.py:A_PROMPT -> q.py:A_PROMPT content =", "p.py:B_PROMPT -> p.py:B_PROMPT identity ="]),
    ])
    func matches(_ one: Case) throws {
        #expect(try pairs(one.before, one.after, one.renames) == one.pairs)
    }

    @Test("lines of a batch are followed by what they say, not by their number") func lines() throws {
        func line(_ text: String) -> String {
            #"{"model":"gpt-4o","messages":[{"role":"user","content":"\#(text)"}]}"# + "\n"
        }
        let before = ["b.jsonl": line(Self.poem) + line(Self.review)]
        let after = ["b.jsonl": line("A new first line, of other words.") + line(Self.poem) + line(Self.review)]
        let found = try pairs(before, after, [:])
        #expect(found.filter { $0.hasSuffix("=") }.count == 2)
        #expect(found.contains { $0.hasPrefix("- -> b.jsonl") })
    }

    private func pairs(
        _ before: [String: String], _ after: [String: String], _ renames: [String: String]
    ) throws -> [String] {
        let (old, new) = (try files(before), try files(after))
        func name(_ index: UnitIndex?, _ files: [ChangedFile]) -> String {
            guard let index else { return "-" }
            let unit = files[index.file].document.units[index.unit].name
            return unit.isEmpty ? files[index.file].path : "\(files[index.file].path):\(unit)"
        }
        return UnitMatcher.pairs(before: old, after: new, renames: renames).map { pair in
            let isBoth = pair.before != nil && pair.after != nil
            return "\(name(pair.before, old)) -> \(name(pair.after, new))" + (isBoth ? " \(pair.basis.rawValue)" : "")
                + (pair.isSame ? " =" : "")
        }.sorted()
    }

    private func files(_ texts: [String: String]) throws -> [ChangedFile] {
        try texts.sorted { $0.key < $1.key }.map { path, text in
            ChangedFile(path: path, document: try PromptReader.read(Array(text.utf8), name: path))
        }
    }
}
