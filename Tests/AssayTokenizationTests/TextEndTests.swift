import CAssayPieces
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

@testable import AssayTokenization

/// Nothing is read behind a text or before it: it stands between two pages that must not be touched.
@Suite struct TextEndTests {
    private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// Calls with a copy of some bytes at the start of a page, and with one at its end.
    private static func withFencedCopies(_ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let room = (bytes.count + page - 1) / page * page
        let memory = mmap(nil, room + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)!
        precondition(memory != MAP_FAILED)
        defer { munmap(memory, room + 2 * page) }
        mprotect(memory, page, PROT_NONE)
        mprotect(memory + page + room, page, PROT_NONE)
        for start in [memory + page, memory + page + room - bytes.count] {
            start.copyMemory(from: bytes, byteCount: bytes.count)
            body(UnsafeBufferPointer(start: UnsafePointer(start.assumingMemoryBound(to: UInt8.self)), count: bytes.count))
        }
    }

    @Test(arguments: ["o200k_base", "r50k_base", "deepseek-v3", "mistral-v3"], PreTokenizationTests.processors)
    func nothingBesideATextIsRead(_ name: String, _ processor: UInt32) {
        let vocabulary = Embedded.vocabulary(name)
        let encoder = PieceEncoder(vocabulary, processor: assay_processor(rawValue: processor))
        var random = RandomText(seed: 0xE2D)
        for number in 0..<600 {
            let text = [
                random.text(), random.asciiText(), "中国的" + random.text() + "\u{10940}\u{FFFF}",
                " \u{20000}\u{20001}\u{20002} " + String(repeating: "a", count: number % 20),
            ][number % 4]
            let bytes = Array(text.unicodeScalars.prefix(number / 4 + 1).map { String($0) }.joined().utf8)
            var expected: [TokenID]?
            Self.withFencedCopies(bytes) { text in
                var sink = CollectingSink(capacity: 0)
                encoder.encode(text, into: &sink)
                #expect(Array(sink.ids) == expected ?? Array(sink.ids))
                expected = Array(sink.ids)
            }
        }
    }

    /// Searches of 64 bytes at a time, for every length and place.
    @Test func searchesEndWithTheText() {
        for count in [1, 2, 3, 63, 64, 65, 66, 67, 128, 130, 131, 200] {
            for place in 0..<count {
                var bytes = [UInt8](repeating: 0x78, count: count)
                for (offset, byte) in [UInt8(1), 2, 3].enumerated() where place + offset < count { bytes[place + offset] = byte }
                Self.withFencedCopies(bytes) { text in
                    let start = text.baseAddress!
                    #expect((assay_contains_3(start, Int64(count), 1, 2, 3) != 0) == (place + 3 <= count))
                    for from in [0, place / 2, place] {
                        #expect(assay_find_either(start, Int64(from), Int64(count), 9, 1) == place)
                        #expect(assay_find_either(start, Int64(from), Int64(count), 9, 8) == count)
                    }
                }
            }
        }
    }
}
