import Testing

@testable import AssayPrompts

/// What templates become: blocks, bounds, references, what is sent.
@Suite struct TemplateTests {
    private func unit(_ text: String, _ format: PromptFormat = .jinja) throws -> PromptUnit {
        try #require(try PromptReader.read(Array(text.utf8), as: format).units.first)
    }

    /// A loop is bounded by a slice that dominates its source, and by nothing else.
    @Test(arguments: [
        ("{% for m in history %}{% endfor %}", nil),
        ("{% for m in history[-6:] %}{% endfor %}", "[-6:]"),
        ("{% for m in history[:10] %}{% endfor %}", "[:10]"),
        ("{% for m in history[2:8] %}{% endfor %}", "[2:8]"),
        ("{% for m in history[1:] %}{% endfor %}", nil),
        ("{% for m in history[:-1] %}{% endfor %}", nil),
        ("{% for m in history[-limit:] %}{% endfor %}", "[-…:]"),
        ("{% for m in (history | list)[-4:] | reverse %}{% endfor %}", "[-4:]"),
        ("{% for m in history if m.text | length > 3 %}{% endfor %}", nil),
        ("{% set recent = history[-4:] %}{% for m in recent %}{% endfor %}", "[-4:]"),
        ("{% set recent = history[-4:] %}{% for m in history %}{% endfor %}", nil),
        ("{% if short %}{% set recent = history[-4:] %}{% endif %}{% for m in recent %}{% endfor %}", nil),
        ("{% if short %}{% set recent = history[-4:] %}{% for m in recent %}{% endfor %}{% endif %}", "[-4:]"),
        ("{% set recent = history[-4:] %}{% set recent = history %}{% for m in recent %}{% endfor %}", nil),
        ("{# history[-4:] truncate #}{% for m in history %}{% endfor %}", nil),
    ])
    func boundsLoops(_ template: String, _ bound: String?) throws {
        let loop = try #require(try unit(template).blocks.first { $0.kind == .loop })
        #expect(loop.bound == bound)
    }

    @Test(
        "blocks without an end and ends without a block are told, where they stand",
        arguments: [
            ("Hi {% if a %}b", ["3 Jinja: `if` is not closed"]),
            ("{% for a in b %}{% endif %}", ["16 Jinja: `endif` stands where `endfor` was expected"]),
            ("a{% endif %}", ["1 Jinja: `endif` closes nothing: no block is open here"]),
            ("a{% else %}b", ["1 Jinja: `else` stands outside a block"]),
            ("{% set a %}b", ["0 Jinja: `set` is not closed"]),
            ("{% if a %}{% cache 5 %}b{% endcache %}{% endif %}{% set c = 1 %}{% raw %}{% if %}{% endraw %}", []),
            ("{% if a %}{% for i in x %} b {% endif %} c", ["10 Jinja: `for` is not closed"]),
            ("{% set x | indent(width=4) %}text{% endset %}{{ x }}", []),
            ("{% set (a, b) = f(c=1) %}{{ a }}", []),
            ("{% unless a %}b{% else %}c{% endunless %}", []),
            ("{% if a %}{{ b", ["10 Jinja: this tag is not closed"]),
            ("{% if a %}b{% elseif c %}d{% endif %}", ["11 Jinja: `elseif` is no tag of Jinja; it is `elif` there"]),
            (
                "{% if a %}b{% else %}c{% else %}d{% elif e %}{% endif %}",
                [
                    "22 Jinja: `else` stands behind the `else` of its `if`",
                    "33 Jinja: `elif` stands behind the `else` of its `if`",
                ]
            ),
            ("{% for a in b %}c{% else %}d{% endfor %}{% if a %}{% if b %}{% else %}{% endif %}{% else %}{% endif %}", []),
            ("{% for a in b %}c{% elif d %}e{% endfor %}", ["17 Jinja: `elif` stands in `for`, which has no such part"]),
            ("{% raw %}a{% endraw %}b{% endraw %}", ["23 Jinja: `endraw` closes nothing: no `raw` is open here"]),
            ("{% raw %}a", ["0 Jinja: `raw` has no `endraw`"]),
        ])
    func blocksThatDoNotMatch(_ template: String, _ problems: [String]) throws {
        let document = try PromptReader.read(Array(template.utf8), as: .jinja)
        #expect(document.problems.map { "\($0.offset) \($0.message)" } == problems)
    }

    @Test(
        "sections without an end and ends without a section are told, where they stand",
        arguments: [
            ("Hi {{#a}}b{{#c}}d", ["3 the block `a` is not closed", "10 the block `c` is not closed"]),
            ("{{#a}}b{{/a}}{{/a}}", ["13 `a` is closed but was not opened"]), ("{{#a}}b{{ c", ["7 this tag is not closed"]),
            ("{{#a}}b{{/a}}{{^a}}c{{/a}}", []), ("{{#a}}{{#b}}c{{/a}}{{/a}}", ["13 `/a` stands where `/b` was expected"]),
            ("{{#*inline \"x\"}}a{{/inline}}{{# b }}c{{/ b }}", []),
            ("{{#a}}b{{/c}}{{#d}}e", ["7 `/c` stands where `/a` was expected", "13 the block `d` is not closed"]),
        ])
    func sectionsThatDoNotMatch(_ template: String, _ problems: [String]) throws {
        for format in [PromptFormat.mustache, .handlebars] {
            let document = try PromptReader.read(Array(template.utf8), as: format)
            #expect(document.problems.map { "\($0.offset) \($0.message)" } == problems)
            #expect(document.problems.allSatisfy { $0.tag?.lowerBound == $0.offset })
        }
    }

    @Test(
        "blocks of one language alone are known",
        arguments: [
            (PromptFormat.handlebars, "a {{{{raw}}}} {{#if b}} {{{{/raw}}}} c", "a  {{#if b}}  c"),
            (.handlebars, "a {{{{b}}}} c", "a } c"), (.mustache, "{{<parent}}{{$block}}x{{/block}}{{/parent}}y", "xy"),
        ])
    func ownBlocks(_ format: PromptFormat, _ template: String, _ text: String) throws {
        let document = try PromptReader.read(Array(template.utf8), as: format)
        #expect(document.problems == [])
        let sent = try #require(document.units.first).segments.filter { $0.isSent && $0.kind == .text }
        #expect(sent.map { document.text(of: $0).string }.joined() == text)
    }

    @Test("front matter without an end is told, and text that has none is not", arguments: [PromptFormat.prompty, .dotprompt])
    func openFrontMatter(_ format: PromptFormat) throws {
        let open = try PromptReader.read(Array("---\nname: x\n\nHi {{ y }}\n".utf8), as: format)
        #expect(open.problems.map(\.tag) == [0..<3])
        #expect(open.problems.first?.message.hasPrefix("the front matter is not closed") == true)
        for text in ["---\nname: x\n---\nHi {{ y }}\n", "Hi {{ y }}\n"] {
            #expect(try PromptReader.read(Array(text.utf8), as: format).problems == [])
        }
    }

    @Test(
        "the front matter of Prompty names the language of the template",
        arguments: [
            ("handlebars", TemplateSyntax.handlebars), ("{type: handlebars}", .handlebars), ("{format: handlebars}", .handlebars),
            ("{format: {kind: handlebars}}", .handlebars), ("mustache", .mustache), ("{type: mustache}", .mustache),
            ("jinja2", .jinja), ("{type: jinja2}", .jinja),
        ])
    func promptyTemplates(_ template: String, _ syntax: TemplateSyntax) throws {
        let text = "---\nname: x\ntemplate: \(template)\n---\nsystem:\nYou explain {{topic}}.\n"
        #expect(try PromptReader.read(Array(text.utf8), as: .prompty).units.map(\.syntax) == [syntax])
        let open = try PromptReader.read(Array("\(text){{#if topic}}\nTalk.\nuser:\nGo on.\n".utf8), as: .prompty)
        #expect(open.problems.isEmpty == (syntax == .jinja))
    }

    @Test("ends that fit no block are told in linear time", .timeLimit(.minutes(5)))
    func manyEndsThatFitNoBlock() throws {
        let count = 40_000
        let text = String(repeating: "{% if a %}", count: count) + String(repeating: "{% endfor %}", count: count)
        let problems = try PromptReader.read(Array(text.utf8), as: .jinja).problems
        #expect(problems.count { $0.message.hasSuffix("`endfor` stands where `endif` was expected") } == count)
    }

    @Test("a program's text may be a part of a template")
    func partsOfPrograms() throws {
        let head = "HEAD = \"\"\"You are a helper. {% for d in docs %}Answer from this: {{ d }}\"\"\"\n"
        let code = head + "prompt = Template(HEAD + TAIL)\n"
        #expect(try PromptReader.read(Array(code.utf8), as: .python).problems == [])
    }

    @Test("the end of a tag of an extension closes no block but its own")
    func extensionTags() throws {
        let unit = try unit("{% if a %}{% cache 5 %}b{% endcache %}c{% endif %}d")
        #expect(unit.blocks.map(\.span) == [0..<50])
    }

    @Test func findsReferences() throws {
        let unit = try unit(
            "{{ a.b['c'] | default(d) ~ f(g) }}{% for x, y in items.all() %}{% endfor %}{% if not z %}{% endif %}")
        #expect(unit.segments[0].references == ["a.b.c", "d", "g"])
        #expect(unit.blocks[0].references == ["items"])
        #expect(unit.blocks[0].targets == ["x", "y"])
        #expect(unit.blocks[1].references == ["z"])
    }

    @Test func knowsExclusiveArms() throws {
        let unit = try unit("a{% if x %}b{% if y %}c{% endif %}{% elif z %}d{% else %}e{% endif %}f")
        let texts = unit.segments.filter { $0.kind == .text }
        let document = Array("abcdef".map(String.init))
        #expect(texts.count == document.count)
        let exclusive: Set<[Int]> = [[1, 3], [1, 4], [2, 3], [2, 4], [3, 4]]
        for first in texts.indices {
            for second in texts.indices where first < second {
                #expect(unit.areExclusive(texts[first], texts[second]) == exclusive.contains([first, second]))
            }
        }
    }

    /// A section and its inverse are never sent together.
    @Test func knowsInverseSections() throws {
        let unit = try unit("{{#items}}a{{/items}}{{^items}}b{{/items}}{{^other}}c{{/other}}", .mustache)
        let texts = unit.segments.filter { $0.kind == .text }
        #expect(unit.areExclusive(texts[0], texts[1]))
        #expect(!unit.areExclusive(texts[0], texts[2]))
    }

    /// Definitions that nothing reads are never sent.
    @Test func knowsUnreadDefinitions() throws {
        let template =
            "{% macro used() %}a{% endmacro %}{% macro unused() %}b{% endmacro %}{% set block %}c{% endset %}{{ used() }}"
        let unit = try unit(template)
        #expect(unit.segments.filter { $0.kind == .text }.map(\.isSent) == [true, false, false])
    }

    @Test func appliesWhitespaceControl() throws {
        let document = try PromptReader.read(Array("a  \n{%- if x -%}\n  b  \n{%- endif %}\nc".utf8), as: .jinja)
        #expect(document.texts() == ["a", "b", "\nc"])
    }

    @Test func rawIsText() throws {
        let document = try PromptReader.read(Array("{% raw %}{{ x }}{% endraw %}".utf8), as: .jinja)
        #expect(document.texts() == ["{{ x }}"])
        #expect(document.texts(.variable) == [])
    }

    /// Roles count only where the template starts with one.
    @Test(arguments: [
        ("# system:\nA\n# user:\nB", ["system", "user"]), ("system:\nA\nuser:\nB\n", ["system", "user"]),
        ("Talk:\nuser:\nA\nassistant:\nB", [""]), ("{# c #}\n{% set x = 1 %}\nsystem:\nA", ["system"]),
        ("user: A\nassistant: B\n", [""]),
    ])
    func findsRoles(_ template: String, _ roles: [String]) throws {
        #expect(try unit(template).messages.map(\.role.name) == roles)
    }

    @Test(arguments: [
        ("Hi {name}, {x.y[0]!r:>3} {{no}}", TemplateSyntax.braces, ["Hi ", ", ", " {no}"], ["name", "x.y[0]"]),
        ("{\"a\": {b}, \"c\": 1}", .braces, ["{\"a\": ", ", \"c\": 1}"], ["b"]),
        ("$a ${b} $$c $1", .dollar, [" ", " $c $1"], ["a", "b"]),
        ("%s of %(n)d at 5% or 5%% of", .percent, [" of ", " at 5% or 5% of"], ["n"]),
        ("{{$x}} {{p.f $y}} {{no", .semanticKernel, [" ", " {{no"], ["x", "y"]),
        ("{{~ a ~}}  b \\{{c}}", .handlebars, ["b {{c}}"], ["a"]),
        ("{{=<% %>=}}<% a %> {{b}}", .mustache, [" {{b}}"], ["a"]),
        ("{{#context#}} {{#17.a-b#}}{{#if x}}y{{/if}}", .handlebars, [" ", "y"], ["context"]),
        ("{{#sys.query#}} {{#a}}b{{/a}}", .mustache, [" ", "b"], ["sys.query"]),
    ])
    func scansSyntax(_ text: String, _ syntax: TemplateSyntax, _ texts: [String], _ references: [String]) {
        let bytes = Array(text.utf8)
        var builder = UnitBuilder(bytes, name: "", span: 0..<bytes.count, syntax: syntax)
        TemplateAssembler.append(DecodedText(bytes: bytes, map: OffsetMap(base: 0)), syntax: syntax, to: &builder)
        let unit = builder.finish()
        #expect(unit.segments.filter { $0.kind == .text }.map { $0.text(in: bytes).string } == texts)
        #expect(unit.segments.filter { $0.kind == .variable }.flatMap(\.references) == references)
    }

    @Test(
        "a text says by its tags whose template it is",
        arguments: [
            ("{{#context#}} and {{#sys.query#}}", TemplateSyntax.jinja, PromptFormat.jinja),
            ("{{#context#}} and {{#if x}}y{{/if}}", .handlebars, .handlebars), ("{{#a}}b{{/a}}", .handlebars, .mustache),
            ("{{$history}} {{p.f $input}}", .semanticKernel, .semanticKernel), ("{{$1}}", .none, .semanticKernel),
        ])
    func guesses(_ text: String, _ syntax: TemplateSyntax, _ format: PromptFormat) {
        #expect(DataMessages.guessSyntax(Array(text.utf8)) == syntax)
        #expect(FormatDetector.byContent(Array(text.utf8), isNamed: true) == format)
    }
}
