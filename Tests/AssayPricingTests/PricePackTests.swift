import Testing

@testable import AssayPricing

@Suite struct PricePackTests {
    private typealias Record = PricePack.Record

    /// Runs with the pack of some texts; its bytes do not live longer.
    private static func withPack<Result>(
        _ bytes: [UInt8], _ body: (PricePack?) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBytes { try body(PricePack($0)) }
    }

    private static let texts: [(name: String, records: [Record])] = [
        ("zeta", [Record(key: "", text: "head\n")] + (1_000..<1_900).map(model)),
        ("alpha", [Record(key: "b", text: "B1\n"), Record(key: "b", text: "B2\n"), Record(key: "é", text: "E\n")]),
        ("empty", []),
    ]
    private static let bytes = PricePack.packed(texts)

    private static func model(_ number: Int) -> Record {
        Record(key: "model-\(number)", text: "model-\(number) \(String(repeating: "price ", count: number % 30))\n")
    }

    @Test("texts come back whole, by name")
    func whole() throws {
        try Self.withPack(Self.bytes) { pack in
            let texts = try #require(pack).texts()
            #expect(texts.map(\.name) == ["alpha", "empty", "zeta"])
            for text in texts {
                let records = try #require(Self.texts.first { $0.name == text.name }).records
                #expect(text.whole() == Array(records.map(\.text).joined().utf8))
            }
        }
    }

    @Test("the section of a key has all its records, and is small")
    func sections() throws {
        try Self.withPack(Self.bytes) { pack in
            for text in try #require(pack).texts() {
                let records = try #require(Self.texts.first { $0.name == text.name }).records
                for record in records {
                    let section = try #require(text.section(of: Array(record.key.utf8)))
                    #expect(section.count < 17_000)
                    let found = String(decoding: section, as: UTF8.self)
                    for same in records where same.key == record.key { #expect(found.contains(same.text)) }
                }
            }
        }
    }

    @Test("a header is alone in its section, and a key before the first one is in none")
    func edges() throws {
        try Self.withPack(Self.bytes) { pack in
            let texts = try #require(pack).texts()
            #expect(texts[2].section(of: []) == Array("head\n".utf8))
            #expect(texts[0].section(of: Array("a".utf8)) == [])
            #expect(texts[1].section(of: Array("a".utf8)) == [])
            #expect(texts[0].section(of: Array("z".utf8)).map { String(decoding: $0, as: UTF8.self) } == "B1\nB2\nE\n")
        }
    }

    @Test("what is no pack is none")
    func noPack() {
        #expect(Self.withPack([]) { $0 == nil })
        #expect(Self.withPack(Array("model gpt-1\n  input 1\n".utf8)) { $0 == nil })
        var newer = Self.bytes
        newer[7] += 1
        #expect(Self.withPack(newer) { $0 == nil })
        #expect(Self.withPack(Array(Self.bytes.prefix(200))) { $0 == nil })
    }

    @Test("a damaged pack gives nothing or something else, and is never trapped on", arguments: [UInt64](1...30))
    func damaged(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            var bytes = Self.bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                // Mostly in the tables, which is where damage could lead outside.
                let end = Bool.random(using: &generator) ? 500 : bytes.count
                bytes[Int.random(in: 8..<end, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
            Self.withPack(bytes) { pack in
                for text in pack?.texts() ?? [] {
                    _ = text.whole()
                    _ = text.section(of: Array("model-1500".utf8))
                }
            }
        }
    }
}
