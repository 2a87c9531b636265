import Testing

@testable import AssayEstimation

@Suite struct ImageTests {
    private func tokens(_ model: String, _ width: Int, _ height: Int, _ detail: ImageDetail = .auto) throws -> Int {
        MediaRules(model: model).image.tokens(try #require(PixelSize(width: width, height: height)), detail)
    }

    /// Numbers in the providers' documentation, or worked out by hand from the rules that stand there.
    @Test(arguments: [
        ("gpt-4o", 1024, 1024, 765), ("gpt-4o", 2048, 4096, 1105), ("gpt-4o", 4096, 8192, 1105),
        ("gpt-4o", 512, 512, 255), ("gpt-4o", 513, 512, 425), ("gpt-4o", 1, 1, 255), ("gpt-4o", 4096, 1, 765),
        ("gpt-4o-mini", 1024, 1024, 25_501), ("gpt-5", 1024, 1024, 630), ("o1", 1024, 1024, 675),
        ("o3", 2048, 4096, 975),
        // 32 x 32 patches, and the documentation's example of 1800 x 2400, which is shrunk to 33 x 44.
        ("gpt-4.1-mini", 1024, 1024, 1659), ("gpt-4.1-mini", 1800, 2400, 2353), ("o4-mini", 1024, 1024, 1762),
        ("gpt-5.4", 1024, 1024, 1229), ("gpt-4.1-nano", 32, 33, 5),
        ("claude-opus-4-6", 200, 200, 64), ("claude-opus-4-6", 1000, 1000, 1296), ("claude-opus-4-6", 1092, 1092, 1521),
        ("claude-opus-4-6", 3840, 2160, 1560), ("claude-opus-4-7", 1000, 1000, 1296),
        ("claude-opus-4-7", 1920, 1080, 2691),
        ("gemini-2.5-pro", 600, 400, 258), ("gemini-2.5-pro", 384, 384, 258), ("gemini-2.5-pro", 1536, 768, 516),
        ("gemini-2.5-pro", 769, 769, 1032), ("gemini-3-pro-preview", 600, 400, 1120),
    ])
    func published(model: String, width: Int, height: Int, expected: Int) throws {
        #expect(try tokens(model, width, height) == expected)
    }

    @Test(arguments: [
        ("gpt-4o", 85), ("gpt-4o-mini", 2833), ("gpt-5", 70), ("gpt-4.1-mini", 415), ("gemini-3-pro-preview", 280),
        ("gemini-2.0-flash", 64),
    ])
    func lowDetail(model: String, expected: Int) throws {
        #expect(try tokens(model, 3000, 3000, .low) == expected)
    }

    @Test(arguments: ["gpt-4o", "gpt-4.1-mini", "claude-opus-4-6", "claude-opus-5", "gemini-2.5-pro", "grok-4"])
    func anyTwoSizesAreSafeAndWithinTheBudget(model: String) throws {
        let rule = MediaRules(model: model).image
        for width in [1, 2, 27, 28, 29, 383, 511, 512, 768, 2048, 65_535, Int(Int32.max), 1 << 40, Int.max] {
            for height in [1, 31, 32, 33, 769, 4096, Int(Int32.max), Int(UInt32.max), Int.max] {
                let tokens = try tokens(model, width, height)
                #expect(tokens > 0)
                switch rule {
                case .openAITiles: #expect(tokens <= 85 + 170 * 8)
                case .openAIPatches(let budget, let thousandths): #expect(tokens <= budget * thousandths / 1000 + 1)
                case .claude(_, let budget): #expect(tokens <= budget)
                case .gemini2, .gemini3, .unknown: break
                }
            }
        }
    }

    @Test(arguments: [0, -1, Int.min])
    func noImageHasNoPixels(side: Int) {
        #expect(PixelSize(width: side, height: 5) == nil)
        #expect(PixelSize(width: 5, height: side) == nil)
    }

    @Test(arguments: ["gpt-4o", "gpt-4.1-mini", "gpt-5", "claude-opus-4-6", "claude-opus-5", "gemini-2.5-pro"])
    func theRangeOfAnUnknownSizeHoldsOrdinarySizes(model: String) throws {
        let rule = MediaRules(model: model).image
        for detail in ImageDetail.allCases {
            let range = rule.range(detail)
            #expect(range.low <= range.point && range.point <= range.high)
            for (width, height) in [(100, 100), (640, 480), (1024, 1024), (1920, 1080), (800, 3000), (3000, 3000)] {
                #expect((range.low...range.high).contains(try tokens(model, width, height, detail)))
            }
        }
    }

    // MARK: Headers

    static let headers: [(name: String, bytes: [UInt8], size: String)] = [
        ("png", Samples.png(640, 480), "640x480"), ("png of long sides", Samples.png(1 << 31, 7), "2147483648x7"),
        ("gif", Samples.gif(320, 65_535), "320x65535"), ("jpeg", Samples.jpeg(800, 600), "800x600"),
        ("progressive jpeg", Samples.jpeg(800, 601, frame: 0xC2), "800x601"),
        ("jpeg with a camera's data", Samples.jpeg(4032, 3024, padding: 200_000), "4032x3024"),
        (
            "webp",
            Samples.webP("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A] + Samples.little(176, 2) + Samples.little(144, 2)),
            "176x144"
        ),
        ("lossless webp", Samples.webP("VP8L", [0x2F] + Samples.little(99 | 49 << 14, 4)), "100x50"),
        (
            "extended webp", Samples.webP("VP8X", [0, 0, 0, 0] + Samples.little(399, 3) + Samples.little(299, 3)),
            "400x300"
        ),
    ]

    @Test(arguments: headers.indices)
    func sizesAreRead(index: Int) {
        let (name, bytes, size) = Self.headers[index]
        #expect(ImageHeader.size(bytes)?.description == size, "\(name)")
        // Whatever is missing at the end, nothing is read behind it.
        for count in 0..<min(bytes.count, 400) { _ = ImageHeader.size(Array(bytes.prefix(count))) }
        // Whatever byte is wrong, nothing traps.
        for index in 0..<min(bytes.count, 120) {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var broken = bytes
                broken[index] = value
                _ = ImageHeader.size(broken)
            }
        }
    }

    @Test func aPictureWithoutPixelsHasNoSize() {
        #expect(ImageHeader.size(Samples.png(0, 0)) == nil)
        #expect(ImageHeader.size(Samples.gif(0, 9)) == nil)
        #expect(ImageHeader.size([]) == nil)
    }

    @Test(arguments: [("", ""), ("aGk=", "hi"), ("aGk", "hi"), ("a\nG\rk=", "hi"), ("aG!k", "h"), ("====", "")])
    func base64(text: String, expected: String) {
        #expect(String(decoding: Base64Data.decode(text.utf8), as: UTF8.self) == expected)
    }

    @Test func base64OfAllBytes() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Base64Data.decode(Samples.base64(bytes).utf8) == bytes)
        #expect(Base64Data.decode(Samples.base64(bytes).utf8, limit: 10) == Array(bytes.prefix(10)))
    }
}
