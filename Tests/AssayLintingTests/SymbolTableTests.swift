import Testing

@testable import AssayLinting

/// A table of symbols holds what a dictionary holds.
@Suite struct SymbolTableTests {
    @Test func holdsWhatWasPutIn() {
        var table = SymbolTable<Int>()
        var expected: [UInt64: Int] = [:]
        var random = SystemRandomNumberGenerator()
        for step in 0..<20_000 {
            // Half of them are there already; the lowest bits of many are the same.
            let known = step.isMultiple(of: 2) ? expected.keys.first : nil
            let symbol = known ?? UInt64.random(in: 2...UInt64.max, using: &random) << UInt64(step % 48)
            guard symbol > 1 else { continue }
            table[symbol] = step
            expected[symbol] = step
        }
        #expect(table.count == expected.count)
        for (symbol, value) in expected { #expect(table[symbol] == value) }
    }

    @Test func knowsNothingElse() {
        var table = SymbolTable<Int>(capacity: 1000)
        for symbol in 1...500 { table[UInt64(symbol) * 2] = symbol }
        let found = (0..<1000).count { table[UInt64($0) * 2 + 1] != nil }
        #expect(found == 0)
        #expect(table[0] == nil)
    }

    /// 0 is a symbol like another; it says that a place is empty all the same.
    @Test func holdsZero() {
        var table = SymbolTable<String>()
        table[0] = "barrier"
        #expect(table[0] == "barrier")
        #expect(table.count == 1)
    }

    @Test func changesInPlace() {
        var table = SymbolTable<[Int]>()
        for number in 0..<1000 { table[UInt64(number % 7 + 2), default: []].append(number) }
        #expect(table.count == 7)
        #expect(table[2] == Array(stride(from: 0, to: 1000, by: 7)))
        table[9, default: [1]].append(2)
        #expect(table[9] == [1, 2])
    }
}
