import AssayPrompts
import Testing

@testable import AssayEstimation

/// Which values of a template count how often.
@Suite struct OpenPlacesTests {
    @Test(
        "a value counts at each place, and as often as the loops and branches around it may send it",
        arguments: [
            ("A {{ a }} {{ a }} {{ a }}", 3, 3, 3),
            ("{{ role }}{% for m in history %}{{ m }}{% endfor %}", 1, 2, 6),
            ("X {% if vip %}{{ long }}{% endif %}", 0, 1, 1),
            ("{% for a in b %}{% for c in a %}{{ c }}{% endfor %}{% endfor %}", 0, 1, 25),
            ("nothing", 0, 0, 0),
        ])
    func places(_ text: String, _ least: Int, _ once: Int, _ most: Int) throws {
        let document = try PromptReader.read(Array(text.utf8), name: "a.jinja2")
        let places = OpenPlaces(try #require(document.units.first))
        #expect([places.least, places.once, places.most] == [least, once, most])
    }
}
