import Testing

@testable import AssayLinting

struct RepeatFinderTests {
    /// All places where a run of the seed's weight stands that stood before without overlap.
    private func oracle(_ symbols: [UInt64], _ seed: Int) -> Set<Int> {
        var result: Set<Int> = []
        for start in symbols.indices where start + seed <= symbols.count {
            let run = symbols[start..<start + seed]
            guard !run.contains(RepeatFinder.barrier), start >= seed else { continue }
            if (0...(start - seed)).contains(where: { symbols[$0..<$0 + seed] == run }) {
                result.formUnion(start..<start + seed)
            }
        }
        return result
    }

    @Test("copies are true copies, do not overlap, and cover what was there before", arguments: 0..<200)
    func property(_ seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet = 2 + random(6)
        let symbols = (0..<random(60)).map { _ in UInt64(random(12) == 0 ? 0 : 1 + random(alphabet)) }
        let length = 2 + random(3)
        var finder = RepeatFinder(symbols: symbols, weights: symbols.map { _ in 1 }, seed: length)
        let copies = finder.copies(isAllowed: { _, _ in true }, accepts: { _ in true })
        var end = 0
        for copy in copies {
            #expect(copy.start >= end && copy.length >= length, "seed \(seed)")
            #expect(copy.source + copy.length <= copy.start, "seed \(seed)")
            let run = symbols[copy.start..<copy.start + copy.length]
            #expect(run == symbols[copy.source..<copy.source + copy.length] && !run.contains(0), "seed \(seed)")
            end = copy.start + copy.length
        }
        // The first place that the oracle knows is found; what follows depends on where copies begin.
        let known = oracle(symbols, length)
        #expect(known.min().map { place in copies.first?.start == place } ?? copies.isEmpty, "seed \(seed)")
    }

    @Test("a text of one word, repeated, takes no time")
    func periodic() {
        let symbols = [UInt64](repeating: 7, count: 200_000)
        var finder = RepeatFinder(symbols: symbols, weights: symbols.map { _ in 1 }, seed: 16)
        let copies = finder.copies(isAllowed: { _, _ in true }, accepts: { _ in true })
        #expect(copies.count < 10_000)
    }
}
