import Testing

@testable import AssayPricing

@Suite struct ExactDecimalTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("12", "12"), ("0.2500", "0.25"), ("1e-07", "0.0000001"), ("1.25E-6", "0.00000125"),
        ("5e3", "5000"), ("-0.5", "-0.5"), ("+3", "3"), ("0.0025", "0.0025"),
        ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ])
    func readsAndWrites(_ text: String, _ plain: String) throws {
        #expect(try ExactDecimal(text).description == plain)
    }

    @Test(arguments: ["", ".", "1.", ".5", "1e", "e5", "1..2", "--1", "0x10", "1,5", "NaN", "1 ", " 1"])
    func refusesWhatIsNoNumber(_ text: String) {
        #expect(throws: DecimalError(.notANumber, text: text)) { try ExactDecimal(text) }
    }

    @Test(arguments: ["1e999", "1e61", "1e-61", "999999999999999999999999999999999999999"])
    func refusesWhatDoesNotFit(_ text: String) {
        let error = #expect(throws: DecimalError.self) { try ExactDecimal(text) }
        #expect(error?.code == .overflow)
    }

    @Test func equalNumbersAreEqualValues() throws {
        #expect(try ExactDecimal("2.50") == ExactDecimal("2.5"))
        #expect(try ExactDecimal("100") == ExactDecimal("1e2"))
        #expect(try ExactDecimal("100").hashValue == ExactDecimal("1e2").hashValue)
    }

    /// Against integer arithmetic on the same numbers scaled up.
    @Test(arguments: 0..<50)
    func agreesWithIntegers(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<100 {
            let (left, right) = (
                Int.random(in: -1_000_000...1_000_000, using: &random),
                Int.random(in: -999_999...999_999, using: &random)
            )
            let (leftPlaces, rightPlaces) = (
                Int.random(in: 0...6, using: &random), Int.random(in: 0...6, using: &random)
            )
            let one = try ExactDecimal(significand: Int128(left), exponent: -leftPlaces)
            let two = try ExactDecimal(significand: Int128(right), exponent: -rightPlaces)
            let scaledOne = Int128(left) * power(6 - leftPlaces)
            let scaledTwo = Int128(right) * power(6 - rightPlaces)
            #expect(try one.adding(two) == ExactDecimal(significand: scaledOne + scaledTwo, exponent: -6))
            #expect(try one.subtracting(two) == ExactDecimal(significand: scaledOne - scaledTwo, exponent: -6))
            #expect(try one.multiplied(by: two) == ExactDecimal(significand: scaledOne * scaledTwo, exponent: -12))
            #expect((one < two) == (scaledOne < scaledTwo))
            #expect(try ExactDecimal(one.description) == one)
        }
    }

    @Test func overflowIsAnErrorAndNeverATrap() throws {
        let large = try ExactDecimal(significand: .max, exponent: 0)
        let least = try ExactDecimal(significand: .min, exponent: 0)
        let small = try ExactDecimal("1e-30")
        #expect(throws: DecimalError(.overflow)) { try large.adding(1) }
        #expect(throws: DecimalError(.overflow)) { try large.adding(small) }
        #expect(throws: DecimalError(.overflow)) { try large.multiplied(by: 7) }
        #expect(throws: DecimalError(.overflow)) { try least.negated() }
        #expect(throws: DecimalError(.overflow)) { try large.shifted(by: 70) }
        #expect(throws: DecimalError(.overflow)) { try large.divided(by: 7) }
        #expect(throws: DecimalError(.divisionByZero)) { try large.divided(by: 0) }
        #expect(least < small)
        #expect(small < large)
    }

    @Test(arguments: [
        ("1", 3, 4, "0.3333"), ("2", 3, 4, "0.6667"), ("0.5", 1, 0, "0"), ("1.5", 1, 0, "2"), ("2.5", 1, 0, "2"),
        ("-2.5", 1, 0, "-2"), ("-1", 3, 2, "-0.33"), ("0.12345", 1, 3, "0.123"), ("7200", 3600, 12, "2"),
    ])
    func dividesHalfToEven(_ text: String, _ divisor: Int, _ places: Int, _ result: String) throws {
        #expect(try ExactDecimal(text).divided(by: divisor, places: places).description == result)
    }

    @Test func showsMoneyWithAtLeastTwoPlaces() throws {
        #expect(try ExactDecimal("4").text(minimumPlaces: 2) == "4.00")
        #expect(try ExactDecimal("0.5").text(minimumPlaces: 2) == "0.50")
        #expect(try ExactDecimal("0.0025").text(minimumPlaces: 2) == "0.0025")
    }

    private func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { product, _ in product * 10 } }
}
