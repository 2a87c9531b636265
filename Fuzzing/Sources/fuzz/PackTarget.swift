@testable import AssayTokenization

/// Packs that were damaged, also with a checksum that fits: whatever opens must be safe to use.
///
/// Input: the pack, whether to fix the checksum; then edits: the header or a section, where in it, a width, a value.
enum PackTarget {
    private static let packs = SmallVocabularies.all.map { source in
        mustNotThrow("pack") { try PackBuilder.pack(source) }
    }
    /// Short pieces, bytes that are not UTF-8, pieces that are merged in windows.
    private static let texts: [[UInt8]] = [
        Array("the cat  and\n\n sat\u{2581}\u{2581} on <s>中 \u{E9}\u{301}".utf8), [0xFF, 0x61, 0x62] + Array("the the".utf8),
        [UInt8](repeating: 0x61, count: 400), Array(repeating: Array("theab".utf8), count: 90).flatMap { $0 },
    ]

    static func run(_ bytes: [UInt8]) -> Int32 {
        var input = FuzzInput(bytes)
        var pack = packs[input.byte() % packs.count]
        let fixesChecksum = input.byte() % 4 != 0
        while !input.isEmpty { edit(&pack, &input) }
        if fixesChecksum { fixChecksum(&pack) }
        guard let vocabulary = try? Vocabulary(copying: pack) else { return 0 }
        use(Tokenizer(vocabulary))
        return 0
    }

    private static func edit(_ pack: inout [UInt8], _ input: inout FuzzInput) {
        let kind = input.byte()
        let width = [1, 2, 4, 8][input.byte() % 4]
        let place = Int(input.number())
        let value = UInt64(input.number()) &* (kind > 127 ? 1 : 0x1_0000_0001)
        if kind == 255 { return pack.removeLast(min(pack.count, Int(value % 4096))) }
        let area = area(kind, of: pack)
        let position = area.lowerBound + place % max(area.count, 1) / width * width
        for step in 0..<width where position + step < pack.count {
            pack[position + step] = UInt8(truncatingIfNeeded: value >> UInt64(8 * step))
        }
    }

    /// The header, or a section as the header has it at the moment.
    private static func area(_ kind: Int, of pack: [UInt8]) -> Range<Int> {
        let sections = PackLayout.Section.allCases
        let header = 0..<PackLayout.headerWords * 8
        guard kind % (sections.count + 1) < sections.count, pack.count >= header.count else { return header }
        let section = sections[kind % (sections.count + 1)]
        func word(_ index: Int) -> Int {
            (0..<4).reduce(0) { $0 | Int(pack[index * 8 + $1]) << (8 * $1) }
        }
        let start = min(word(section.offsetWord), pack.count)
        return start..<min(pack.count, start + word(section.lengthWord))
    }

    private static func fixChecksum(_ pack: inout [UInt8]) {
        let word = PackLayout.Word.checksum.rawValue * 8
        guard pack.count >= PackLayout.headerWords * 8 else { return }
        let checksum = pack.withUnsafeBytes { PackLayout.checksum(UnsafeRawBufferPointer(rebasing: $0[(word + 8)...])) }
        for byte in 0..<8 { pack[word + byte] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * byte)) }
    }

    private static func use(_ tokenizer: Tokenizer) {
        for text in texts {
            guard let ids = try? tokenizer.encode(text, special: .allow) else { continue }
            _ = try? tokenizer.decode(ids)
            let spans = (try? tokenizer.tokens(of: text)) ?? []
            require(spans.allSatisfy { $0.range.upperBound <= text.count }, "a token ends behind its text")
            _ = try? tokenizer.prefix(text, maxTokens: 2)
        }
        for id in 0..<300 as Range<TokenID> { _ = try? tokenizer.decode([id]) }
    }
}
