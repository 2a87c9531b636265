import Testing

@testable import AssayEstimation

/// Words as ICU 72 finds them, checked by looking at each.
@Suite struct TextBoundariesTests {
    private func count(_ text: String) throws -> TextBoundaries.Counts {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { try TextBoundaries().count($0) }
    }

    @Test(arguments: [
        // 我们|等|医生|已经|等|了|二十|分钟
        ("我们等医生已经等了二十分钟。", 8),
        // 我|姐姐|在|煮|汤|放了|洋葱|胡萝卜|和|一点|胡椒
        ("我姐姐在煮汤，放了洋葱、胡萝卜和一点胡椒。", 11),
        // 私|たち|は|医者|を|二十|分|待|って|い|ます
        ("私たちは医者を二十分待っています。", 11),
        // พวก|เรา|รอ|หมอ|มา|ยี่สิบ|นาที|แล้ว
        ("พวกเรารอหมอมายี่สิบนาทีแล้ว", 8),
        // យើង|បាន|រង់ចាំ|គ្រូពេទ្យ|អស់|ម្ភៃ|នាទី|ហើយ
        ("យើងបានរង់ចាំគ្រូពេទ្យអស់ម្ភៃនាទីហើយ។", 8),
        ("우리는 이십 분째 의사를 기다리고 있습니다.", 6), ("It's 3.14, isn't it?", 4), ("", 0), (" … !", 0), ("5 + 7", 2),
        ("हम बीस मिनट से इंतज़ार कर रहे हैं।", 8),
    ])
    func words(text: String, count: Int) throws {
        #expect(try self.count(text).words == count)
    }

    @Test(arguments: [
        ("abc", 3), ("e\u{301}a", 2), ("👩‍👩‍👧‍👦!", 2), ("🇩🇪🇫🇷", 2), ("\r\n", 1), ("한국", 2), ("", 0), ("สวัสดี", 4),
    ])
    func graphemes(text: String, count: Int) throws {
        #expect(try self.count(text).graphemes == count)
    }

    @Test func invalidBytesCount() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0x20, 0x62]
        let counts = try bytes.withUnsafeBufferPointer { try TextBoundaries().count($0) }
        #expect(counts == TextBoundaries.Counts(words: 2, graphemes: 4))
    }

    @Test func longTextsAreCountedInParts() throws {
        let line = "Ein Satz mit sechs kurzen Wörtern.\n"
        let repeated = String(repeating: line, count: 40_000)
        #expect(try count(repeated) == TextBoundaries.Counts(words: 240_000, graphemes: 35 * 40_000))
        // Without a space to cut at.
        let solid = String(repeating: "ж", count: 1_200_000)
        #expect(try count(solid).graphemes == 1_200_000)
    }
}
