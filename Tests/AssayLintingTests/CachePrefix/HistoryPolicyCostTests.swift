import Testing

@testable import AssayLinting

struct HistoryPolicyCostTests {
    private let cost = HistoryPolicyCost(start: 3000, turn: 1500, write: 1.25, read: 0.1)

    /// Request by request: what was in the request before is read, what is new is written.
    private func replay(turns: Int, kept: (Int) -> Range<Int>) -> Double {
        var before: [Int] = []
        var total = 0.0
        for turn in 1...turns {
            let request = Array(kept(turn))
            let isStarted = turn > 1
            total += cost.start * (isStarted ? cost.read : cost.write)
            let common = zip(before, request).prefix { $0 == $1 }.count
            total += cost.turn * (Double(common) * cost.read + Double(request.count - common) * cost.write)
            before = request
        }
        return total
    }

    @Test("the closed forms equal a replay of the requests", arguments: [1, 2, 5, 9, 10, 11, 12, 40, 47, 200])
    func closedForms(_ turns: Int) {
        #expect(abs(cost.whole(turns: turns) - replay(turns: turns) { 0..<$0 }) < 1e-6)
        #expect(abs(cost.window(10, turns: turns) - replay(turns: turns) { max(0, $0 - 10)..<$0 }) < 1e-6)
        let chunked = replay(turns: turns) { turn in
            // Grown to 4 + 6 turns, the next request keeps 4 and adds its own.
            turn <= 10 ? 0..<turn : (turn - 11) / 6 * 6 + 6..<turn
        }
        #expect(abs(cost.chunks(kept: 4, chunk: 6, turns: turns) - chunked) < 1e-6)
    }

    @Test("the window costs more up to the break-even turn and less behind it", arguments: [2, 5, 10, 20])
    func breakEven(_ window: Int) throws {
        let turn = try #require(HistoryPolicyCost.breakEvenTurn(window: window, write: 1.25, read: 0.1))
        #expect(turn == (window - 1) * 24)
        #expect(cost.window(window, turns: turn - 1) > cost.whole(turns: turn - 1))
        #expect(cost.window(window, turns: turn + 1) < cost.whole(turns: turn + 1))
    }

    @Test("over a long conversation chunks cost least")
    func chunks() {
        let chunks = cost.chunks(kept: 5, chunk: 10, turns: 200)
        #expect(chunks < cost.whole(turns: 200) / 2)
        #expect(chunks < cost.window(10, turns: 200) / 2)
    }

    @Test("nothing traps on prices and sizes that make no sense")
    func senseless() {
        #expect(HistoryPolicyCost.breakEvenTurn(window: 5, write: 1, read: 0) == nil)
        #expect(HistoryPolicyCost.breakEvenTurn(window: 0, write: 1, read: 0.1) == nil)
        #expect(HistoryPolicyCost.breakEvenTurn(window: 1_000_000, write: 1e9, read: 1e-9) == nil)
        #expect(cost.whole(turns: -3) == 0)
        #expect(cost.window(0, turns: 3) > 0)
        #expect(cost.chunks(kept: 0, chunk: 0, turns: 5) > 0)
    }
}
