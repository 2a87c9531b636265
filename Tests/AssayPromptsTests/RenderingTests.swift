import Testing

@testable import AssayPrompts

@Suite struct RenderingTests {
    private func render(_ path: String, unit: Int = 0, values: DataNode? = nil) throws -> RenderedUnit {
        let document = try PromptReader.read(Fixtures.bytes("good/" + path), name: path)
        let unit = try #require(document.units.indices.contains(unit) ? document.units[unit] : nil)
        let given = try #require(values ?? unit.facts.fixtures.first?.values)
        return UnitRenderer(document).render(unit, values: given)
    }

    private func json(_ text: String) throws -> DataNode {
        try DataNode.json(Array(text.utf8))
    }

    @Test func fillsPromptyFromItsSample() throws {
        let rendered = try render("chat.prompty")
        #expect(
            rendered.messages == [
                .init(role: .system, text: "You sell tents."), .init(role: .user, text: "Is the tent waterproof?"),
            ])
        #expect(rendered.missing == ["conversation"])
        #expect(rendered.notes == [])
    }

    @Test func rendersTheConversation() throws {
        let values = try json(
            #"{"question": "And now?", "conversation": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yo"}]}"#
        )
        let rendered = try render("chat.prompty", values: values)
        #expect(rendered.messages.map(\.role) == [.system, .user, .assistant, .user])
        #expect(rendered.messages.map(\.text) == ["You sell tents.", "Hi", "Yo", "And now?"])
    }

    @Test func fillsTestData() throws {
        let rendered = try render("classify.prompt.yml")
        #expect(
            rendered.messages.map(\.text) == [
                "You classify tickets.\nAnswer with one word.", "Ticket: The app crashes\nClass:",
            ])
    }

    @Test func fillsPromptfooVars() throws {
        #expect(
            try render("promptfooconfig.yaml").messages == [.init(role: .unspecified, text: "Greet Ada in French.")])
        #expect(
            try render("promptfooconfig.yaml", unit: 2).messages == [
                .init(role: .system, text: "You greet \"people\"."), .init(role: .user, text: "Greet Ada"),
            ])
    }

    @Test(arguments: [
        (
            #"{"name": "Ada", "items": [{"title": "Tea", "price": 3}, {"title": "Jam", "price": 4.5}]}"#,
            "Dear Ada,\n\n\n- Tea: 3\n\n- Jam: 4.5\n\n\n\n"
        ),
        (#"{"name": "Ada", "items": []}"#, "Dear Ada,\n\n\n\nYour basket is empty.\n\n\n"),
    ])
    func rendersMustacheSections(_ values: String, _ text: String) throws {
        let rendered = try render("order.mustache", values: json(values))
        #expect(rendered.messages.map(\.text) == [text])
        #expect(rendered.missing == [])
    }

    @Test(arguments: [
        (
            #"{"language": "Swift", "strict": true, "files": [{"path": "a", "diff": "+1"}]}"#,
            "\nYou review code written in Swift.\n\nFile a:\n+1\n\nBe strict.\n"
        ),
        (
            #"{"language": "Swift", "files": []}"#,
            "\nYou review code written in Swift.\n\nNo file was changed.\n\nBe kind.\n"
        ),
    ])
    func rendersHandlebarsBlocks(_ values: String, _ text: String) throws {
        #expect(try render("review.hbs", values: json(values)).messages.map(\.text) == [text])
    }

    @Test func fillsFormatStrings() throws {
        let rendered = try render("planner.py", values: json(#"{"agency": "Nord"}"#))
        #expect(
            rendered.messages.map(\.text) == [
                "You are a travel planner for Nord.\nReply with JSON such as {\"city\": \"Rome\"}.\n"
            ])
    }

    /// What cannot be rendered stands as its static text, and the reason names the line of the file.
    @Test func saysWhatCannotBeRendered() throws {
        let document = try PromptReader.read(Array("a\n{{ x | nosuch }}\nb".utf8), as: .jinja)
        let rendered = UnitRenderer(document).render(document.units[0], values: try json("{}"))
        #expect(rendered.notes == ["line 2: the filter `nosuch` is not known"])
        #expect(rendered.messages.map(\.text) == ["a\n\nb"])
    }

    @Test func namesTheLineOfTheFileForEmbeddedTemplates() throws {
        let yaml =
            "agent:\n  system_prompt: |\n    You are a bot that is long enough to be found.\n    {{ nosuch() }}\n"
        let document = try PromptReader.read(Array(yaml.utf8), name: "a.yaml")
        let rendered = UnitRenderer(document).render(try #require(document.units.first), values: try json("{}"))
        #expect(rendered.notes == ["line 4: `nosuch` is undefined"])
    }

    @Test func includesThroughTheLoader() throws {
        let document = try PromptReader.read(Array("{% include 'head.j2' %} tail".utf8), as: .jinja)
        let renderer = UnitRenderer(document, loader: { $0 == "head.j2" ? Array("Hello {{ name }}".utf8) : nil })
        #expect(
            renderer.render(document.units[0], values: try json(#"{"name": "Ada"}"#)).messages.map(\.text) == [
                "Hello Ada tail"
            ])
    }

    @Test func asksForTheTime() throws {
        let template = try JinjaTemplate("{{ strftime_now('%d %b %Y') }}")
        #expect(throws: JinjaError.self) { try template.render(.init()) }
        let rendered = try template.render(.init(now: CivilTime(year: 2024, month: 2, day: 29)))
        #expect(rendered.text == "29 Feb 2024")
    }

    @Test(arguments: [
        ("a\n{{ x.y.z }}", 2, "`y` is undefined"), ("\n\n{% if a %}", 3, "`if` is not closed"),
        ("{% endfor %}", 1, "no block is open"), ("{{ 'a' + 1 }}", 1, "cannot be combined"),
        ("{{ raise_exception('no') }}", 1, "the template raised: no"),
        ("{% extends 'x' %}", 1, "`extends` is not rendered"),
        ("a\n{{ [1, }}", 2, "not closed"), ("{{ items.append(1) }}", 1, "would change a list"),
    ])
    func errorsNameTheLine(_ text: String, _ line: Int, _ message: String) throws {
        let error = #expect(throws: JinjaError.self) {
            try JinjaTemplate(text).render(.init(values: [("x", ["a": 1]), ("items", [1])]))
        }
        #expect(error?.line == line)
        #expect(error?.message.contains(message) == true, "\(error.map(String.init(describing:)) ?? "")")
    }

    @Test func listsWhatIsMissing() throws {
        let output = try JinjaTemplate(
            "{{ a }}{% if b %}{% endif %}{{ c | default('x') }}{% for d in e %}{% endfor %}{{ a }}"
        ).render(.init())
        #expect(output.text == "x")
        #expect(output.missing == ["a", "e"])
    }
}
