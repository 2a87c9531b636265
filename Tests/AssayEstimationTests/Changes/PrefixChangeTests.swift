import AssayPrompts
import Testing

@testable import AssayEstimation

/// Where the part that calls have in common first differs.
@Suite struct PrefixChangeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var before: String
        var after: String
        /// Kind, line, column, and what is left before the change; nil where nothing breaks.
        var change: String?

        var testDescription: String { "\(before) to \(after)" }
    }

    @Test(arguments: [
        Case(before: "One {{ a }} two", after: "One {{ a }} three", change: nil),
        Case(before: "One {{ a }}", after: "One {# new #}{{ a }}", change: nil),
        Case(before: "One two {{ a }}", after: "One new {{ a }}", change: "changed 1:5 One "),
        Case(before: "One\ntwo {{ a }}", after: "One\n{{ b }} two {{ a }}", change: "shortened 2:1 One\n"),
        Case(before: "One {{ a }}", after: "One two {{ a }}", change: "extended 1:5 One "),
        Case(before: "Grüße {{ a }}", after: "Grüne {{ a }}", change: "changed 1:4 Grü"),
        // Two letters whose first bytes are the same: the place is that of the letter.
        Case(before: "aé {{ a }}", after: "aè {{ a }}", change: "changed 1:2 a"),
    ])
    func firstDifference(_ one: Case) throws {
        let old = try PromptReader.read(Array(one.before.utf8), name: "a.jinja")
        let new = try PromptReader.read(Array(one.after.utf8), name: "a.jinja")
        let change = PrefixChange(
            from: try #require(old.units.first), in: old, to: try #require(new.units.first),
            in: ChangedFile(path: "a.jinja", document: new))
        let found = change.map { change in
            let kept = change.kept.messages.flatMap { $0.sentText(in: new) }
            return "\(change.kind.rawValue) \(change.line):\(change.column) \(String(decoding: kept, as: UTF8.self))"
        }
        #expect(found == one.change)
    }
}
