import Testing

@testable import AssayEstimation

@Suite struct CalibrationTests {
    private let calibration = Calibration(
        latin: Calibration.Factor(1500, 1250...1700), other: Calibration.Factor(1180, 900...1600))

    private func tally(_ text: String) -> ScriptTally {
        var tally = ScriptTally()
        Array(text.utf8).withUnsafeBufferPointer { tally.add($0) }
        return tally
    }

    @Test func latinTextTakesTheLatinFactor() {
        let count = calibration.estimate(1000, scripts: tally("let answer = 42 // façade"))
        #expect(count == TokenCount(low: 1250, point: 1500, high: 1700, method: .calibrated))
    }

    @Test func otherTextTakesTheOtherFactorAndIsHeuristic() {
        let count = calibration.estimate(1000, scripts: tally("Привет"))
        #expect(count == TokenCount(low: 900, point: 1180, high: 1600, method: .heuristic))
    }

    @Test func pointsAreRoundedAndIntervalsWidened() {
        // 7 x 1.25 = 8.75, 7 x 1.5 = 10.5, 7 x 1.7 = 11.9
        let count = calibration.estimate(7, scripts: ScriptTally())
        #expect(count == TokenCount(low: 8, point: 11, high: 12, method: .calibrated))
    }

    @Test func mixedTextLiesBetween() {
        let count = calibration.estimate(1000, scripts: tally("mixed текст"))
        #expect(count.point > 1180 && count.point < 1500)
    }

    @Test(arguments: [0, 1, 12345, Int.max / 1_000_000, Int.max])
    func theIntervalHoldsThePoint(tokens: Int) {
        for text in ["abc", "абв", "ab аб"] {
            let count = calibration.estimate(tokens, scripts: tally(text))
            #expect(count.low <= count.point && count.point <= count.high)
        }
    }

    @Test func sumsTakeTheLessSureMethodAndDoNotOverflow() {
        let sum = TokenCount(5) + TokenCount(low: 1, point: 2, high: Int.max, method: .heuristic)
        #expect(sum == TokenCount(low: 6, point: 7, high: Int.max, method: .heuristic))
    }

    @Test(arguments: [
        ("Hello, world!", 0), ("", 0), ("日本語", 1000), ("हिन्दी", 1000), ("مرحبا", 1000), ("Ελληνικά", 1000),
        ("Tiếng Việt", 0), ("🎉🎉", 0), ("𠀀", 0),
    ])
    func shares(text: String, share: Int) {
        #expect(tally(text).otherShare == share)
    }

    @Test func partsDoNotChangeTheTally() {
        let text = Array("Tiếng Việt, ქართული, ภาษาไทย, Українська".utf8)
        var whole = ScriptTally()
        text.withUnsafeBufferPointer { whole.add($0) }
        for cut in 0...text.count {
            var parts = ScriptTally()
            text[..<cut].withUnsafeBufferPointer { parts.add($0) }
            text[cut...].withUnsafeBufferPointer { parts.add($0) }
            #expect(parts == whole)
        }
    }
}
