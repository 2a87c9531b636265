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
        ("gpt-5.4", 1024, 1024, 1229), ("gpt-4.1-nano", 32, 33, 5), ("gpt-5.4-mini", 1800, 2400, 2353),
        ("gpt-5.4-nano", 1024, 1024, 2520), ("computer-use-preview", 1024, 1024, 581), ("gpt-5.1", 1024, 1024, 630),
        // A strip is shrunk to 2048 x 153 by its long side: 64 x 5.
        ("gpt-4.1-mini", 4000, 300, 519),
        // 80 x 60 patches: shrunk to 57 x 43 where high is the default, as they are where the original is.
        ("gpt-5.4", 2560, 1920, 2942), ("gpt-5.5", 2560, 1920, 5760), ("gpt-5.6-sol", 8000, 6000, 56_400),
        ("gpt-6-sol", 640, 480, 360),
        ("pixtral-12b-2409", 1024, 1024, 4160), ("pixtral-12b-2409", 4096, 16, 65), ("pixtral-12b-2409", 17, 16, 3),
        ("mistral-small-2506", 1540, 1540, 3080), ("qwen2.5-vl-7b-instruct", 1024, 1024, 1371),
        ("qwen2.5-vl-7b-instruct", 10, 10, 6), ("qwen3-vl-8b-instruct", 1024, 1024, 1026),
        ("claude-opus-4-6", 200, 200, 64), ("claude-opus-4-6", 1000, 1000, 1296), ("claude-opus-4-6", 1092, 1092, 1521),
        ("claude-opus-4-6", 3840, 2160, 1560), ("claude-opus-4-7", 1000, 1000, 1296),
        ("claude-opus-4-7", 1920, 1080, 2691), ("claude-opus-5", 2000, 1500, 3888), ("claude-opus-5", 3840, 2160, 4784),
        ("claude-opus-4-6", 1920, 1080, 1560),
        ("gemini-2.5-pro", 600, 400, 258), ("gemini-2.5-pro", 384, 384, 258), ("gemini-2.5-pro", 1536, 768, 516),
        ("gemini-2.5-pro", 769, 769, 1032), ("gemini-3-pro-preview", 600, 400, 1120),
    ])
    func published(model: String, width: Int, height: Int, expected: Int) throws {
        #expect(try tokens(model, width, height) == expected)
    }

    @Test(arguments: [
        ("gpt-4o", 85), ("gpt-4o-mini", 2833), ("gpt-5", 70), ("gpt-4.1-mini", 415), ("gpt-6-sol", 308), ("gemini-3-pro-preview", 280),
        ("gemini-2.0-flash", 64),
    ])
    func lowDetail(model: String, expected: Int) throws {
        #expect(try tokens(model, 3000, 3000, .low) == expected)
    }

    /// Other details than high and low; the guide's limits worked out by hand.
    @Test(arguments: [
        ("gpt-5.4", 2560, 1920, ImageDetail.original, 5760), ("gpt-5.5", 2560, 1920, .high, 2942),
        // 5 x 2 squares of 640 x 480 are shrunk to 2880 x 864, 4 x 3 of them to 2104 x 1184.
        ("gpt-6-sol", 3200, 960, .high, 2916), ("gpt-6-sol", 2560, 1440, .high, 2931),
        ("gpt-6-sol", 3200, 960, .original, 3600), ("gpt-6-sol", 640, 480, .low, 231),
        ("gemini-3-pro-preview", 800, 600, .medium, 560), ("gemini-3-pro-preview", 800, 600, .ultraHigh, 2240),
        ("gemini-2.5-pro", 800, 600, .medium, 258),
    ])
    func publishedDetails(model: String, width: Int, height: Int, detail: ImageDetail, expected: Int) throws {
        #expect(try tokens(model, width, height, detail) == expected)
    }

    /// Where what is published leaves the number open: two formulas of Google's, a maximum, a service's own default.
    @Test(arguments: [
        ("gemini-2.5-pro", 960, 540, 516, 516, 1548), ("gemini-2.5-pro", 4000, 4000, 1032, 9288, 9288),
        ("gemini-3-pro-preview", 1000, 1000, 1089, 1120, 1120), ("gpt-5.4", 1024, 1024, 1024, 1229, 1229),
        ("qwen2.5-vl-7b-instruct", 2800, 2800, 1227, 10_002, 10_002), ("gpt-6-sol", 1024, 1024, 1229, 1229, 1229),
    ])
    func openCountsAreBands(model: String, width: Int, height: Int, low: Int, point: Int, high: Int) throws {
        let size = try #require(PixelSize(width: width, height: height))
        #expect(MediaRules(model: model).image.count(size, .auto) == (low, point, high))
    }

    @Test(arguments: [
        ("low", ImageDetail.low), ("high", .high), ("original", .original), ("auto", .auto), ("", .auto),
        ("MEDIA_RESOLUTION_MEDIUM", .medium), ("MEDIA_RESOLUTION_ULTRA_HIGH", .ultraHigh),
        ("media_resolution_low", .low), ("MEDIA_RESOLUTION_UNSPECIFIED", .auto),
    ])
    func detailsHaveNames(name: String, detail: ImageDetail) {
        #expect(ImageDetail(name: name) == detail)
    }

    @Test(arguments: [
        "gpt-4o", "gpt-4.1-mini", "gpt-5.5", "gpt-6-sol", "claude-opus-4-6", "claude-opus-5", "gemini-2.5-pro",
        "gemini-3-pro-preview", "pixtral-12b", "qwen3-vl-8b", "grok-4",
    ])
    func anyTwoSizesAreSafeAndWithinTheBudget(model: String) throws {
        let rule = MediaRules(model: model).image
        for width in [1, 2, 27, 28, 29, 383, 511, 512, 768, 2048, 65_535, Int(Int32.max), 1 << 40, Int.max] {
            for height in [1, 31, 32, 33, 769, 4096, Int(Int32.max), Int(UInt32.max), Int.max] {
                let tokens = try tokens(model, width, height)
                #expect(tokens > 0)
                switch rule {
                case .openAITiles: #expect(tokens <= 85 + 170 * 8)
                case .openAIPatches(let rule):
                    if let budget = rule.high.patches, !rule.prefersOriginal || rule.original.patches != nil {
                        let most = max(budget, rule.original.patches ?? 0)
                        #expect(tokens <= most * rule.thousandths / 1000 + 1)
                    }
                case .claude(_, let budget): #expect(tokens <= budget)
                case .mistral(let square, let edge): #expect(tokens <= (edge / square + 1) * (edge / square))
                case .qwen: #expect(tokens <= 16_386)
                case .gemini3: #expect(tokens == 1120)
                case .gemini2, .unknown: break
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
