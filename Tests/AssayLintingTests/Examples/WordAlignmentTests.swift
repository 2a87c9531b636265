import Testing

@testable import AssayLinting

struct WordAlignmentTests {
    private func words(_ text: String) -> ArraySlice<ExampleWord> { ExampleWords(Array(text.utf8)).words[...] }

    /// The textbook table.
    private func common(_ first: [Int], _ second: [Int]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
        for (row, left) in first.enumerated() {
            for (column, right) in second.enumerated() {
                table[row + 1][column + 1] =
                    left == right ? table[row][column] + 1 : max(table[row][column + 1], table[row + 1][column])
            }
        }
        return table[first.count][second.count]
    }

    @Test("equals the textbook's table on random lists", arguments: [1, 3, 40, 64, 65, 130, 200])
    func random(_ length: Int) {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<10 {
            let first = (0..<length).map { _ in Int.random(in: 0..<6, using: &generator) }
            let second = (0..<Int.random(in: 0...length * 2, using: &generator)).map { _ in
                Int.random(in: 0..<6, using: &generator)
            }
            func list(_ numbers: [Int]) -> ArraySlice<ExampleWord> {
                words(numbers.map { "w\($0)" }.joined(separator: " "))
            }
            #expect(WordAlignment.common(list(first), list(second)) == common(first, second), "\(first) \(second)")
        }
    }

    @Test(
        "writing does not count",
        arguments: [
            ("Good morning, world", "good  morning\nWORLD"), ("“Good” morning", "\"good\" morning"),
            ("1. Good morning", "- good morning"), ("**Good** morning", "good morning"),
            ("ｇｏｏｄ morning", "good morning"),
            ("good\\nmorning", "good morning"), ("don’t go", "don't go"),
        ])
    func writing(_ first: String, _ second: String) {
        #expect(words(first).map(\.key) == words(second).map(\.key))
    }

    @Test(
        "what changes a text counts",
        arguments: [("1 + 2", "1 - 2"), ("3.5", "35"), ("a < b", "a > b"), ("go", "no go")])
    func meaning(_ first: String, _ second: String) {
        #expect(words(first).map(\.key) != words(second).map(\.key))
    }
}
