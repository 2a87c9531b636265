import AssayPrompts
import AssayTokenization
import AssayVocabularies
import Testing

@testable import AssayEstimation

/// Which values of a template count how often.
@Suite struct OpenPlacesTests {
    @Test(
        "a value counts at each place, and as often as the loops and branches around it may send it",
        arguments: [
            ("A {{ a }} {{ a }} {{ a }}", 3, 3),
            ("{{ role }}{% for m in history %}{{ m }}{% endfor %}", 2, 6),
            ("X {% if vip %}{{ long }}{% endif %}", 1, 1),
            ("{% for a in b %}{% for c in a %}{{ c }}{% endfor %}{% endfor %}", 1, 25),
            ("nothing", 0, 0),
        ])
    func places(_ text: String, _ once: Int, _ most: Int) throws {
        let document = try PromptReader.read(Array(text.utf8), name: "a.jinja2")
        let places = OpenPlaces(try #require(document.units.first))
        #expect([places.once, places.most] == [once, most])
    }

    // A condition on a name without a value is false, as a template engine has it.
    @Test(
        "values for some names leave the others open, with the loops and branches over them",
        arguments: [
            ("You are {{ role }}.{% for m in history %}- {{ m }}{% endfor %}", ["role"], 4, 64),
            ("one {{ a }} two {{ a }} {{ b }}", ["b"], 25, 25),
            ("one {% if vip %}two {{ role }}{% endif %}", ["role"], 2, 2),
            ("one {{ role }}", ["role"], 2, 2),
            ("one{{ \" two\" if not vip }}", ["vip"], 1, 1),
        ])
    func partlyFilled(_ text: String, _ known: [String], _ low: Int, _ high: Int) throws {
        let document = try PromptReader.read(Array(text.utf8), name: "a.jinja2")
        let unit = try #require(document.units.first)
        let rendered = UnitRenderer(document).render(unit, values: known.map { (name: $0, value: .string("x")) })
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base"))
        let counter = UnitCounter(tokenizer, assumptions: .init(tokensPerValue: 10...10, rounds: 0...5))
        let bounds = try counter.count(rendered, of: unit, in: document).reduce(.zero, +)
        #expect([bounds.low, bounds.high] == [low, high])
    }
}
