import AssayPrompts
import Testing

@testable import AssayEstimation

/// A request sends one arm of each branch.
@Suite struct SentArmsTests {
    /// A template of branches, and all that it can render to.
    private struct Sample {
        var template = ""
        var renderings = [""]

        mutating func append(_ text: String) {
            template += text
            renderings = renderings.map { $0 + text }
        }

        mutating func append(branch arms: [Sample], hasElse: Bool) {
            for (index, arm) in arms.enumerated() {
                let isElse = hasElse && index == arms.count - 1
                template += (index == 0 ? "{% if a %}" : isElse ? "{% else %}" : "{% elif a\(index) %}") + arm.template
            }
            template += "{% endif %}"
            let texts = arms.flatMap(\.renderings) + (hasElse ? [] : [""])
            renderings = renderings.flatMap { start in texts.map { start + $0 } }
        }

        /// Words that are a token each, wherever they stand, and branches among them.
        static func random(depth: Int, _ next: (Int) -> Int) -> Sample {
            var sample = Sample()
            for _ in 0...next(1) {
                sample.append(String(repeating: " river", count: next(5)))
                if depth > 0 {
                    let hasElse = next(1) == 0
                    let arms = (0...(hasElse ? 1 + next(1) : next(2))).map { _ in random(depth: depth - 1, next) }
                    sample.append(branch: arms, hasElse: hasElse)
                }
            }
            return sample
        }
    }

    @Test("the interval is that of the shortest and the longest rendering, and the longest is likely", arguments: 0..<40)
    func interval(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var sample = Sample()
        sample.append("Start")
        let rest = Sample.random(depth: 2) { limit in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % (limit + 1)
        }
        sample.template += rest.template
        sample.renderings = rest.renderings.map { "Start" + $0 }
        let counter = try counter("gpt-4o")
        func sent(_ text: String) throws -> TokenCount {
            let document = try PromptReader.read(Array(text.utf8), name: "a.jinja2")
            return try counter.sent(try #require(document.units.first), in: document)
        }
        let counts = try Set(sample.renderings).map { try sent($0).point }
        let open = try sent(sample.template)
        #expect(open.low == counts.min(), "\(sample.template)")
        #expect(open.high == counts.max(), "\(sample.template)")
        #expect(open.point == counts.max(), "\(sample.template)")
    }

    @Test("the arm that is the longest when loops run often makes the upper end") func loopInAnArm() throws {
        let text = "Start{% if a %}{% for x in y %} river{% endfor %}{% else %} river river river{% endif %}"
        let document = try PromptReader.read(Array(text.utf8), name: "a.jinja2")
        let count = try counter("gpt-4o").sent(try #require(document.units.first), in: document)
        // 1 token, and 7 for one message and the start of the reply; the arms have 0 to 5 and 3.
        #expect([count.low, count.point, count.high] == [8, 11, 13])
    }

    @Test(
        "loops inside each other run for each of their rounds; what stands in for a loop is sent where it does not run",
        arguments: [
            // Beside the words are 7 tokens, for one message and the start of the reply.
            ("S{% for x in y %} river{% for z in x %} lake{% endfor %}{% endfor %}", [8, 10, 38]),
            ("S{% for x in y %} river river{% else %} lake lake lake{% endfor %}", [10, 11, 18]),
            ("S{% for x in y %} river river river{% else %} lake{% endfor %}", [9, 11, 23]),
            ("{% for x in y %} river{% endfor %}", [7, 8, 12]), ("{% if a %} river{% endif %}", [7, 8, 8]),
            (
                "S{% if a %}{% for x in y %}{% for z in x %} river{% endfor %}{% endfor %}{% else %} lake lake lake{% endif %}",
                [8, 11, 33]
            ),
        ])
    func loops(_ text: String, _ expected: [Int]) throws {
        let document = try PromptReader.read(Array(text.utf8), name: "a.jinja2")
        let count = try counter("gpt-4o").sent(try #require(document.units.first), in: document)
        #expect([count.low, count.point, count.high] == expected)
    }

    @Test("a prompt that is nothing but a loop is one message", arguments: ["a.jinja2", "a.prompt", "a.hbs"])
    func onlyALoop(_ name: String) throws {
        let text = name.hasSuffix("2") ? "{% for x in y %} river{% endfor %}" : "{{#each y}} river{{/each}}"
        let document = try PromptReader.read(Array(text.utf8), name: name)
        let count = try counter("gpt-4o").sent(try #require(document.units.first), in: document)
        #expect([count.low, count.point, count.high] == [7, 8, 12])
    }

    @Test(
        "of messages in the arms of a branch one is sent",
        arguments: [
            "{% if a %}\nsystem:\nriver river\n{% else %}\nsystem:\nriver\n{% endif %}\n\nuser:\nriver\n",
            "{% if a %}\nsystem:\nriver\n{% else %}\nsystem:\nriver river\n{% endif %}\n\nuser:\nriver\n",
        ])
    func messages(_ text: String) throws {
        let document = try PromptReader.read(Array(text.utf8), name: "a.jinja2")
        let unit = try #require(document.units.first)
        let count = try counter("gpt-4o").sent(unit, in: document)
        // Two messages of 4 tokens and 3 of the reply's start, as without the branch; and the line end behind it.
        #expect(unit.messages.count == 3)
        #expect([count.low, count.point, count.high] == [14, 15, 15])
    }
}
