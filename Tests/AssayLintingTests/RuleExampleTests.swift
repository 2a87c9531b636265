import AssayPrompts
import Testing

@testable import AssayLinting

/// The examples of every rule, as they are and in disguise.
struct RuleExampleTests {
    @Test("a bad example has findings at its marks and nowhere else", arguments: ExampleCase.bad)
    func bad(_ example: ExampleCase) throws {
        #expect(!example.marks.isEmpty)
        #expect(try example.spans() == example.marks)
    }

    @Test("a suppression silences the findings of the line behind it", arguments: ExampleCase.suppressed)
    func suppressed(_ example: ExampleCase) throws {
        #expect(try example.spans() == [])
    }

    @Test("a good example has no finding", arguments: ExampleCase.good)
    func good(_ example: ExampleCase) throws {
        #expect(try example.spans() == [])
    }
}
