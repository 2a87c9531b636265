import Testing

@testable import AssayPricing

@Suite struct LZ4BlockTests {
    private static func decompress(_ block: [UInt8], length: Int) -> [UInt8]? {
        block.withUnsafeBytes { LZ4Block.decompress($0, length: length) }
    }

    /// What the reference implementation, LZ4 1.10.0, makes of these texts.
    private static let reference: [(text: String, block: [UInt8])] = [
        ("", [0]),
        ("a", [0x10, 0x61]),
        ("hello", [0x50, 0x68, 0x65, 0x6C, 0x6C, 0x6F]),
        (
            String(repeating: "a", count: 100),
            [0x1F, 0x61, 0x01, 0x00, 0x4B, 0x50, 0x61, 0x61, 0x61, 0x61, 0x61]
        ),
        (
            String(repeating: "abc", count: 200),
            [0x3F, 0x61, 0x62, 0x63, 0x03, 0x00, 0xFF, 0xFF, 0x3F, 0x50, 0x62, 0x63, 0x61, 0x62, 0x63]
        ),
        (
            "price by litellm\n  input 3\nprice by litellm\n  input 15\n",
            [
                0xFF, 0x0C, 0x70, 0x72, 0x69, 0x63, 0x65, 0x20, 0x62, 0x79, 0x20, 0x6C, 0x69, 0x74, 0x65, 0x6C, 0x6C,
                0x6D, 0x0A, 0x20, 0x20, 0x69, 0x6E, 0x70, 0x75, 0x74, 0x20, 0x33, 0x0A, 0x1B, 0x00, 0x04, 0x50, 0x74,
                0x20, 0x31, 0x35, 0x0A,
            ]
        ),
    ]

    @Test("blocks of the reference implementation are read", arguments: reference)
    func readReference(text: String, block: [UInt8]) {
        #expect(Self.decompress(block, length: text.utf8.count) == Array(text.utf8))
        #expect(Self.decompress(block, length: text.utf8.count + 1) == nil)
        if !text.isEmpty { #expect(Self.decompress(block, length: text.utf8.count - 1) == nil) }
    }

    @Test("and blocks are no longer than its own", arguments: reference)
    func writeReference(text: String, block: [UInt8]) {
        #expect(LZ4Block.compress(Array(text.utf8)).count <= block.count)
    }

    @Test(
        "what is wrong with a block is found",
        arguments: [
            ("nothing", [], 5), ("a copy at the start", [0x00, 0x01, 0x00, 0x10, 0x61], 5),
            ("a copy from before the start", [0x10, 0x61, 0x02, 0x00, 0x10, 0x61], 6),
            ("a copy of itself", [0x10, 0x61, 0x00, 0x00, 0x10, 0x61], 6),
            ("literals that are missing", [0x50, 0x61], 5), ("a distance that is missing", [0x10, 0x61, 0x01], 5),
            ("a length that does not end", [0x1F, 0x61, 0x01, 0x00, 0xFF], 300),
            ("a run that does not end", [0xF0, 0xFF, 0xFF], 600),
            ("no literals at the end", [0x10, 0x61, 0x01, 0x00], 5),
            ("more than it should hold", [0x20, 0x61, 0x61], 1),
            ("a length out of proportion", [0x10, 0x61], .max), ("a negative length", [0x10, 0x61], -1),
            ("an empty text in two bytes", [0x00, 0x00], 0),
        ] as [(String, [UInt8], Int)])
    func damaged(what: String, block: [UInt8], length: Int) {
        #expect(Self.decompress(block, length: length) == nil, "\(what)")
    }

    @Test("reading what was written gives the same bytes", arguments: [UInt64](1...60))
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        // Between noise and repetition: few different bytes, and parts of what came before.
        let alphabet = UInt8.random(in: 0...255, using: &generator)
        let size = Int.random(in: 0...2_000, using: &generator)
        var bytes: [UInt8] = []
        while bytes.count < size {
            if !bytes.isEmpty, Bool.random(using: &generator) {
                let start = Int.random(in: bytes.indices, using: &generator)
                bytes += bytes[start...].prefix(Int.random(in: 1...400, using: &generator))
            } else {
                for _ in 0..<Int.random(in: 1...40, using: &generator) {
                    bytes.append(UInt8.random(in: 0...alphabet, using: &generator))
                }
            }
        }
        let block = LZ4Block.compress(bytes)
        #expect(Self.decompress(block, length: bytes.count) == bytes)
        #expect(block.count <= bytes.count + bytes.count / 255 + 16)
        try Self.checkEnd(block, length: bytes.count)
    }

    @Test("a copy reaches back as far as a distance can name, and no farther", arguments: [65_535, 65_536])
    func farCopy(distance: Int) {
        var generator = SeededGenerator(seed: 7)
        let noise = (0..<distance).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let bytes = noise + noise.prefix(64) + [1, 2, 3, 4, 5]
        let block = LZ4Block.compress(bytes)
        #expect(Self.decompress(block, length: bytes.count) == bytes)
        #expect((block.count < noise.count + noise.count / 255 + 64) == (distance == 65_535))
    }

    /// The format's rules for the end of a block, on which faster readers rely: the last copy starts at least 12 bytes
    /// before the end, and at least the last 5 bytes are literals.
    private static func checkEnd(_ block: [UInt8], length: Int) throws {
        var (position, written, lastCopy) = (0, 0, -1)
        func number(_ half: UInt8) -> Int {
            guard half == 15 else { return Int(half) }
            var sum = 15
            while position < block.count {
                position += 1
                sum += Int(block[position - 1])
                if block[position - 1] != 255 { break }
            }
            return sum
        }
        while position < block.count {
            let token = block[position]
            position += 1
            let literals = number(token >> 4)
            position += literals
            written += literals
            if position == block.count {
                #expect(lastCopy < 0 || literals >= 5 && length - lastCopy >= 12)
                return
            }
            lastCopy = written
            position += 2
            written += number(token & 15) + 4
        }
        Issue.record("the block does not end in literals")
    }

    @Test("damaged blocks are refused or read, never trapped on", arguments: [UInt64](1...40))
    func mutations(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let text = Array("model gpt-1\n  input 1\nmodel gpt-2\n  input 2\nmodel gpt-3\n  input 3; >200000 6\n".utf8)
        let block = LZ4Block.compress(text)
        for _ in 0..<500 {
            var damaged = block
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: damaged.indices, using: &generator)
                damaged[place] = UInt8.random(in: 0...255, using: &generator)
            }
            damaged = Array(damaged.prefix(Int.random(in: 0...damaged.count, using: &generator)))
            let result = Self.decompress(damaged, length: text.count)
            #expect(result == nil || result?.count == text.count)
        }
    }
}
