import Testing

@testable import AssayTokenization

/// Validation in blocks gives what the standard library's decoder gives, wherever in a block a byte is wrong.
@Suite struct UTF8ValidationTests {
    /// Where decoding stops being possible, found one sequence after the other.
    private static func reference(_ bytes: [UInt8], from start: Int = 0) -> Int? {
        var position = start
        while position < bytes.count {
            guard
                let length = (1...4).first(where: { length in
                    position + length <= bytes.count
                        && String(validating: bytes[position..<position + length], as: UTF8.self)?.unicodeScalars.count == 1
                })
            else { return position }
            position += length
        }
        return nil
    }

    /// First bytes and continuations at the edges of what is allowed.
    private static let edges: [UInt8] = [
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0,
        0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF,
    ]

    @Test(arguments: [0, 14, 62, 63])
    func threeBytesAtTheEdges(_ place: Int) {
        var text = [UInt8](repeating: 0x61, count: 132)
        for first in Self.edges {
            for second in Self.edges {
                for third in Self.edges {
                    text[place] = first
                    text[place + 1] = second
                    text[place + 2] = third
                    let found = UTF8Validation.firstInvalidOffset(text)
                    let isRight = found == Self.reference(Array(text[..<(place + 6)]), from: place)
                    if !isRight { Issue.record("\(first) \(second) \(third) at \(place): \(String(describing: found))") }
                }
            }
        }
    }

    @Test(arguments: ["é", "字", "😀", "a字é😀"], [0, 1, 2, 3, 60, 63])
    func oneChangedByteInTextBeyondASCII(_ part: String, _ shift: Int) {
        let text = [UInt8](repeating: 0x20, count: shift) + Array(String(repeating: part, count: 90).utf8)
        #expect(UTF8Validation.firstInvalidOffset(text) == nil)
        var random = RandomText(seed: UInt64(shift + 1))
        for _ in 0..<60 {
            var changed = text
            changed[Int.random(in: 0..<changed.count, using: &random)] = Self.edges.randomElement(using: &random)!
            #expect(UTF8Validation.firstInvalidOffset(changed) == Self.reference(changed), "\(changed)")
            let cut = Array(changed.prefix(Int.random(in: 0...changed.count, using: &random)))
            #expect(UTF8Validation.firstInvalidOffset(cut) == Self.reference(cut), "\(cut)")
        }
    }
}
