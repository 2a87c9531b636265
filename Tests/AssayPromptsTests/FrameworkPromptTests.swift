import Testing

@testable import AssayPrompts

/// Prompts that a framework's code says are prompts: CrewAI, DSPy, Mirascope, lists under a prompt's name.
@Suite struct FrameworkPromptTests {
    /// The units of a program, `name: text`; values as `<expression>`.
    private func units(_ code: String, _ format: PromptFormat = .python) throws -> [String] {
        let document = try PromptReader.read(Array(code.utf8), as: format)
        #expect(Invariants.breaches(document) == [])
        return document.units.map { unit in
            let texts = unit.segments.map { $0.kind == .variable ? "<\($0.expression)>" : document.text(of: $0).string }
            return "\(unit.name): \(texts.joined())"
        }
    }

    private static let crew = "from crewai import Agent, Task\n"
    private static let goal = "goal='Find what is new about {topic}', backstory='You are a seasoned reader of papers.'"
    private static let task = "description='Read all that is new.', expected_output='A list of ten points.'"
    private static let goals = [
        "r.goal: Find what is new about <topic>", "r.backstory: You are a seasoned reader of papers.",
    ]

    @Test(arguments: [
        ("\(crew)r = Agent(role='Senior reader of many papers', \(goal))", goals),
        (
            "from crewai import Agent\n@agent\ndef r(self):\n    return Agent(\n        \(goal),\n    )",
            goals.map { "agent" + $0.dropFirst() }
        ),
        (
            "\(crew)t = Task(\(task), agent=r)",
            ["t.description: Read all that is new.", "t.expected_output: A list of ten points."]
        ),
        // One of the two, another framework, other words.
        ("\(crew)t = Task(description='Read all that is new.', agent=r)", []), ("t = Task(\(task))", []),
        ("\(crew)t = Case(\(task))", []), ("\(crew)t = Task(description='None', expected_output='A list')", []),
        ("\(crew)description = 'Read all that is new.'\nexpected_output = 'A list of ten points.'", []),
        ("\(crew)t = Task(x={'description': 'Read all that is new.', 'expected_output': 'A list of ten points.'})", []),
    ])
    func crewAI(_ code: String, _ found: [String]) throws {
        #expect(try units(code) == found)
    }

    @Test(arguments: [
        (
            "class Mood(dspy.Signature):\n    \"\"\"Name the mood of it.\n\n    Be brief.\n    \"\"\"\n    text = dspy.InputField()",
            ["Mood: Name the mood of it.\n\nBe brief."]
        ),
        ("from dspy import Signature\nclass Mood(Signature):\n    'Name the mood of it.'", ["Mood: Name the mood of it."]),
        ("class Mood(Signature):\n    'Name the mood of it.'", []), ("class Mood(dspy.Module):\n    'Name the mood of it.'", []),
        ("class Mood(dspy.Signature):\n    'The mood.'", []), ("class Mood(dspy.Signature):\n    x = 'Name the mood of it.'", []),
        ("class Mood(dspy.Signature):\n    f'Name the mood of it.'", []),
    ])
    func dspy(_ code: String, _ found: [String]) throws {
        #expect(try units(code) == found)
    }

    @Test(arguments: [
        (
            "@llm.call('openai', model='m')\n@prompt_template('Name a {genre} book to read')\ndef book(genre: str): ...",
            ["book: Name a <genre> book to read"]
        ),
        (
            "@mirascope.prompt_template('Name a {genre} book to read')\nasync def book(genre): ...",
            ["book: Name a <genre> book to read"]
        ),
        ("prompt_template('Name a {genre} book to read')", []), ("@template('Name a {genre} book to read')\ndef f(): ...", []),
    ])
    func mirascope(_ code: String, _ found: [String]) throws {
        #expect(try units(code) == found)
    }

    private static let text = "Answer the question of the customer with care."
    private static let poet = "You are a poet who writes about the sea."

    @Test(arguments: [
        ("SYSTEM_PROMPTS = ['\(text)', 'short',\n    # more\n    '\(poet)']", PromptFormat.python, [text, poet]),
        ("system_prompts: list[str] = ['\(text)' ' And more.']", .python, [text + " And more."]),
        ("export const SYSTEM_PROMPTS: string[] = [\n  `\(text)`,\n  // more\n  `\(poet)`,\n]", .javascript, [text, poet]),
        ("let systemPrompts = [\"\(text)\"]", .swift, [text]), ("PROMPTS = ['\(poet)']", .python, [poet]),
        // What people could ask, and lists of other things.
        ("PROMPTS = ['Why is the sky blue at noon, and red at dusk?']", .python, []), ("SYSTEMS = ['\(text)']", .python, []),
        ("SYSTEM_PROMPTS = load(['\(text)'])", .python, []), ("SYSTEM_PROMPTS = x['\(text)']", .python, []),
        ("SYSTEM_PROMPT_PATHS = ['\(text)']", .python, []), ("SYSTEM_PROMPTS == ['\(text)']", .python, []),
    ])
    func lists(_ code: String, _ format: PromptFormat, _ found: [String]) throws {
        #expect(try units(code, format).map { String($0.drop { $0 != ":" }.dropFirst(2)) } == found)
    }
}
