import Testing

@testable import AssayLinting

/// What FS001's fix leaves behind.
struct ExampleRemovalTests {
    private static let broken = ("My parcel arrived broken and I want my money back", "refund")
    private static let moved = ("How do I change the address of my order please", "address")
    private static let friendly = ("Your courier was very friendly, thank you all", "praise")

    /// The text after all fixes, and the safety of the first.
    private func fixed(_ text: String, _ file: String = "a.txt") throws -> (text: String, safety: FixSafety?) {
        let linter = Linter(tokenizer: ExampleCase.tokenizer, rules: [Linter.ActiveRule(DuplicateExample.self)])
        var bytes = Array(text.utf8)
        var safety: FixSafety?
        for _ in 0..<5 {
            let findings = try linter.lint(LintSource(path: file, bytes: bytes))
            safety = safety ?? findings.first?.fix?.safety
            bytes = FixApplier.apply(findings, to: bytes, allowsUnsafe: true).bytes
        }
        return (String(decoding: bytes, as: UTF8.self), safety)
    }

    /// A prompt with the examples, each between what `before` and `after` give for its number.
    private func prompt(
        _ examples: [(String, String)], _ before: (Int) -> String, _ after: (Int) -> String = { _ in "\n" }
    ) -> String {
        let parts = examples.enumerated().map { index, example in
            before(index + 1) + "Input: \(example.0)\nOutput: \(example.1)\n" + after(index + 1)
        }
        return "Sort the tickets of a shop into queues. Examples:\n\n" + parts.joined()
            + "Now sort this one:\nInput: {ticket}\nOutput:\n"
    }

    @Test(
        "an example goes with its heading, fence, tags and dividing line, and the others count on",
        arguments: [
            ("Example %:\n", "\n"), ("### Example %\n\n", "\n"), ("Case %:\n", "\n"), ("**Example %**\n", "\n"),
            ("## Scenario %: a ticket\n", "\n"), ("Example % - ", "\n"), ("### Example %\n\n```\n", "```\n\n"),
            ("<example_%>\n", "</example_%>\n"), ("<example id=\"%\">\n", "</example>\n"),
            ("Example %:\n<example>\n", "</example>\n\n"), ("%. ", ""), ("A ticket:\n", "\n"),
            ("### Example %\n", "\n---\n\n"), ("", "---\n"),
        ])
    func frames(_ opening: String, _ closing: String) throws {
        let before = { (number: Int) in
            opening.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "\(number)")
        }
        let after = { (number: Int) in
            closing.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "\(number)")
        }
        let wanted = prompt([Self.broken, Self.moved, Self.friendly], before, after)
        let found = try fixed(prompt([Self.broken, Self.moved, Self.broken, Self.friendly], before, after))
        #expect(found.text == wanted)
        #expect(found.safety == .safe)
        let twice = prompt([Self.broken, Self.broken, Self.moved, Self.broken, Self.friendly], before, after)
        #expect(try fixed(twice).text == wanted)
    }

    @Test("numbers within an example that are its own are counted anew, entries of its lists are not")
    func numbersWithin() throws {
        func text(_ cases: [(String, String)]) -> String {
            "Sort tickets.\n\n"
                + cases.enumerated().map { index, example in
                    "Input \(index + 1): \(example.0)\n1. Read it.\n2. Think.\n3. Decide.\nOutput \(index + 1): \(example.1)\n\n"
                }.joined()
        }
        let wanted = text([Self.broken, Self.moved, Self.friendly])
        #expect(try fixed(text([Self.broken, Self.moved, Self.broken, Self.friendly])).text == wanted)
    }

    @Test("where the text names examples by number, the fix is for a person to look at, and changes no number")
    func mentions() throws {
        let text = "Mind example 4.\n\n" + prompt([Self.broken, Self.moved, Self.broken, Self.friendly], { "Example \($0):\n" })
        let found = try fixed(text)
        #expect(found.safety == .unsafe)
        #expect(found.text.contains("Example 4:\n") && !found.text.contains("Example 3:"))
        let harmless = "Mind example 1.\n\n" + prompt([Self.broken, Self.moved, Self.broken], { "Example \($0):\n" })
        #expect(try fixed(harmless).safety == .safe)
    }

    @Test(
        "where the text counts the examples, the fix is for a person to look at",
        arguments: ["Here are 4 examples.", "Mind these four worked examples."])
    func counts(_ sentence: String) throws {
        let examples = prompt([Self.broken, Self.moved, Self.broken, Self.friendly], { "Example \($0):\n" })
        #expect(try fixed("\(sentence)\n\n\(examples)").safety == .unsafe)
        #expect(try fixed("Here are 3 examples.\n\n\(examples)").safety == .safe)
    }

    @Test(
        "a heading of its own goes too where nothing else stands below it, which is for a person to look at",
        arguments: [
            ("## Late parcels\n\n", "", true), ("A hard one:\n", "", true), ("**Late parcels**\n", "", true),
            ("## Late parcels\n\n", "These are the hardest.\n\n", false),
            ("## Late parcels\n\n", "### Further ones\n\nInput: nothing\nOutput: other\n\n", false),
        ])
    func ownHeading(_ heading: String, _ rest: String, _ goes: Bool) throws {
        func text(_ copy: String) -> String {
            let examples =
                "Examples:\n\n## Broken parcels\n\nInput: \(Self.broken.0)\nOutput: refund\n\n## Moving house\n\nInput: \(Self.moved.0)\nOutput: address\n\n"
            return "Sort tickets. \(examples)\(copy)## Your task\n\nInput: {ticket}\nOutput:\n"
        }
        let found = try fixed(text("\(heading)Input: \(Self.broken.0)\nOutput: refund\n\n\(rest)"))
        #expect(found.text == text((goes ? "" : heading) + rest))
        #expect(found.safety == (goes ? .unsafe : .safe))
    }

    @Test("numbers with holes of their own stay as they are")
    func holes() throws {
        let text = prompt([Self.broken, Self.moved, Self.broken, Self.friendly], { "Example \($0 * 2):\n" })
        let found = try fixed(text).text
        #expect(found.contains("Example 8:\n") && !found.contains("Example 6:"))
    }

    @Test("headings that divide an example into input and output go together, and say whether it repeats another")
    func dividedByHeadings() throws {
        func text(_ cases: [(String, String)]) -> String {
            "Sort tickets.\n"
                + cases.enumerated().map { index, example in
                    "## Example Task #\(index + 1) Input:\n\(example.0)\n## Example Task #\(index + 1) Output:\n\(example.1)\n"
                }.joined() + "## Actual Task Input:\n{ticket}\n## Actual Task Output:\n"
        }
        let found = try fixed(text([Self.broken, Self.moved, Self.broken, Self.friendly]))
        #expect(found.text == text([Self.broken, Self.moved, Self.friendly]))
        #expect(found.safety == .safe)
        let other = text([Self.broken, Self.moved, (Self.broken.0, "workshop"), Self.friendly])
        #expect(try fixed(other).text == other, "another output is no repetition")
    }

    @Test("a heading stays where another case stands below it")
    func severalBelowOne() throws {
        let text = """
            Sort tickets. Examples:

            Case 1:
            Input: \(Self.broken.0)
            Output: refund

            Case 2:
            Input: \(Self.broken.0)
            Output: refund

            Input: \(Self.friendly.0)
            Output: praise

            Input: {ticket}
            Output:

            """
        let found = try fixed(text).text
        #expect(found.contains("Case 2:\nInput: \(Self.friendly.0)\n"), "\(found)")
    }
}
