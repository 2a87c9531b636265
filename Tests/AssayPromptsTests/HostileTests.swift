import Testing

@testable import AssayPrompts

/// No input traps, hangs or grows without bound.
@Suite struct HostileTests {
    /// Every prefix of every sample (in steps, for the longer ones) is read or refused.
    @Test(arguments: Sample.all)
    func truncatedFiles(_ sample: Sample) {
        let source = Fixtures.bytes("good/" + sample.path)
        for length in stride(from: 0, to: source.count, by: max(1, source.count / 80)) {
            if let document = try? PromptReader.read(Array(source[..<length]), name: sample.path) {
                #expect(Invariants.breaches(document) == [], "\(sample.path) cut at \(length)")
            }
        }
    }

    /// Samples with bytes changed, removed and doubled.
    @Test(arguments: Sample.all)
    func mutatedFiles(_ sample: Sample) {
        let source = Fixtures.bytes("good/" + sample.path)
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("{}[]()\"'`#%$\\:-|>&*!<@,.= \n\t\u{0}\u{FF}aé".utf8)
        for round in 0..<60 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = alphabet.randomElement(using: &generator) ?? 0
                case 1: bytes.remove(at: index)
                default: bytes.insert(contentsOf: bytes[index..<min(index + 9, bytes.count)], at: index)
                }
            }
            if let document = try? PromptReader.read(bytes, name: sample.path) {
                #expect(Invariants.breaches(document) == [], "\(sample.path) round \(round)")
            }
        }
    }

    @Test(arguments: PromptFormat.allCases)
    func randomBytes(_ format: PromptFormat) {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<60 {
            let count = Int.random(in: 0..<300, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if let document = try? PromptReader.read(bytes, as: format) {
                #expect(Invariants.breaches(document) == [])
            }
        }
    }

    /// Openers without closers, a hundred thousand of them.
    @Test(
        arguments: PromptFormat.allCases,
        ["[", "{", "{\"a\":", "{{", "{% if x %}", "- ", "`${", "\"\\(", "f'{", "{{#a}}", "(", "<example>"])
    func deepNesting(_ format: PromptFormat, _ opener: String) {
        let bytes = Array(repeatElement(Array(opener.utf8), count: 20_000).joined())
        for prefix in ["", "---\nmodel: ", "prompt = ", "{\"messages\": "] {
            if let document = try? PromptReader.read(Array(prefix.utf8) + bytes, as: format) {
                #expect(document.source.count >= bytes.count)
            }
        }
    }

    @Test(arguments: PromptFormat.allCases)
    func longLine(_ format: PromptFormat) {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 2_000_000)
        if let document = try? PromptReader.read(bytes, as: format) {
            #expect(document.source.count == 2_000_000)
        }
    }

    @Test func billionLaughs() {
        var yaml = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1..<12 {
            let alias = "*a\(level - 1)"
            yaml += "a\(level): &a\(level) [\(Array(repeating: alias, count: 9).joined(separator: ", "))]\n"
        }
        let error = #expect(throws: ReadError.self) { try YAMLParser.parse(Array(yaml.utf8)) }
        #expect(error?.message.contains("aliases expand to more than") == true)
    }

    @Test func aliasInsideItsOwnAnchor() {
        let error = #expect(throws: ReadError.self) { try YAMLParser.parse(Array("a: &a [1, *a]\n".utf8)) }
        #expect(error?.message.contains("no anchor before it") == true)
    }

    @Test func cyclicIncludes() throws {
        let files = ["a": "A{% include 'b' %}", "b": "B{% include 'a' %}"]
        let template = try JinjaTemplate("{% include 'a' %}")
        let error = #expect(throws: JinjaError.self) {
            try template.render(.init(loader: { files[$0].map { Array($0.utf8) } }))
        }
        #expect(error?.message.contains("includes itself") == true)
    }

    @Test(arguments: [
        ("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", "steps"),
        (
            "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
            "bytes"
        ),
        ("{{ 'x' * 9999999999 }}", "bytes"),
        ("{{ ['x'] * 9999999999 }}", "bytes"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "deeper"),
        ("{% for x in [[]] recursive %}{{ loop([[]]) }}{% endfor %}", "deeper"),
        ("{{ 9 ** 99 ** 9 }}", "too large"),
        ("{{ range(1000000)|list }}", "limited"),
        ("{{ 'x'.center(99999999) }}", "width"),
    ])
    func renderingIsLimited(_ template: String, _ message: String) throws {
        let parsed = try JinjaTemplate(template)
        let error = #expect(throws: JinjaError.self) {
            try parsed.render(.init(limits: .init(steps: 300_000, outputBytes: 10_000_000)))
        }
        #expect(error?.message.contains(message) == true, "\(error.map(String.init(describing:)) ?? "")")
    }

    @Test(arguments: ["(", "[", "-", "not ", "{1:", "a.", "a|b", "a if ", "1+", "a(", "a["])
    func deepExpressions(_ opener: String) {
        let text = "{{ " + String(repeating: opener, count: 50_000) + " }}"
        _ = try? JinjaTemplate(text)
        let document = try? PromptReader.read(Array(text.utf8), as: .jinja)
        #expect(document?.units.count == 1)
    }
}

/// Files that hold more than prompts do are refused, or read up to a limit, so that memory does not follow them.
@Suite struct ReadLimitsTests {
    @Test func aTemplateIsReadUpToItsLastTag() {
        let bytes = [UInt8](repeating: UInt8(ascii: "{"), count: 2 * ReadLimits.tags + 10)
        let (part, problem) = ReadLimits.part(of: bytes, in: 4..<bytes.count, opener: UInt8(ascii: "{"))
        #expect(part == 4..<2 * ReadLimits.tags + 4)
        #expect(problem?.offset == part.upperBound)
        let (whole, none) = ReadLimits.part(of: bytes, in: 10..<bytes.count, opener: UInt8(ascii: "{"))
        #expect(whole == 10..<bytes.count && none == nil)
    }

    @Test(arguments: [("{% if a %}", "{% endif %}", "a.jinja"), ("{{#a}}", "{{/a}}", "a.mustache")])
    func blocksInsideEachOtherAreReadAsOneBeyondTheLimit(opener: String, closer: String, name: String) throws {
        func read(_ depth: Int) throws -> PromptDocument {
            let inside = String(repeating: opener, count: depth) + "x" + String(repeating: closer, count: depth)
            return try PromptReader.read(Array((inside + "y").utf8), name: name)
        }
        #expect(try read(ReadLimits.nesting).problems == [])
        let document = try read(ReadLimits.nesting + 40)
        let unit = try #require(document.units.first)
        #expect(unit.blocks.count == ReadLimits.nesting)
        #expect(document.problems.map(\.offset) == [ReadLimits.nesting * opener.utf8.count])
        #expect(document.problems.first?.message.contains("blocks inside each other") == true)
        // The blocks end where they are closed.
        #expect(unit.segments.filter { $0.kind == .text }.map(\.block) == [ReadLimits.nesting - 1, nil])
        #expect(unit.blocks.first?.span.upperBound == document.source.count - 1)
    }

    @Test func valuesAreCounted() throws {
        try ReadLimits.check(values: ReadLimits.values, at: 0)
        let error = #expect(throws: ReadError.self) { try ReadLimits.check(values: ReadLimits.values + 1, at: 7) }
        #expect(error?.offset == 7)
    }
}
