import Testing

@testable import AssayEstimation

@Suite struct LanguageDetectorTests {
    @Test func everyLanguageOfTheSampleIsFound() throws {
        for text in ParallelSample.texts {
            let found = try #require(LanguageDetector.detect(text.bytes), "\(text.language)")
            #expect(found.language.isSameLanguage(as: text.language), "\(text.language) is taken for \(found.language)")
            #expect(found.certainty != .guess, "\(text.language)")
        }
    }

    @Test("what a sentence alone is said to be in is nearly always right, and most tell") func sentences() {
        var (all, told, right) = (0, 0, 0)
        for text in ParallelSample.texts {
            for line in String(decoding: text.bytes, as: UTF8.self).split(separator: "\n") {
                all += 1
                guard let language = LanguageSpans.spans(of: String(line)).first?.language, language != .undetermined else {
                    continue
                }
                told += 1
                if language.isSameLanguage(as: text.language) { right += 1 }
            }
        }
        #expect(right * 100 >= told * 98, "\(right) of \(told)")
        #expect(told * 100 >= all * 70, "\(told) of \(all)")
    }

    @Test(arguments: ["OK", "Status", "Hotel Metropol", "Konfiguration", "Hello world", "ok ok\nhm hm\n", "привет"])
    func shortTextsAreUndetermined(text: String) {
        let spans = LanguageSpans.spans(of: text)
        #expect(spans.map { $0.language?.description } == ["und"] || TrainedProfiles.isAvailable)
        #expect(spans.allSatisfy { $0.script != nil })
    }

    @Test(
        "letters that only some languages use tell them",
        arguments: [
            ("Дали да се изпълняват звуци при възникването на събитие.", "bg"), ("Значэнне, якое трэба задаць", "be"),
            ("Хэрэв цэс дэд цэс бол хэвтээгээр байрлуулна.", "mn"), ("အမည်ပြောင်းရန် မအောင်မြင်ပါ", "my"),
            ("ھۆججەتنى ئېچىش مەغلۇپ بولدى", "ug"), ("बटन अंतर्गत प्रतिमा दर्शवायचे आणि नाही", "mr"),
        ])
    func letters(text: String, tag: String) throws {
        #expect(try #require(LanguageDetector.detect(text)).language.description == tag)
    }

    @Test(arguments: [
        ("これはペンです。", "ja", DetectedLanguage.Certainty.script), ("한국어 문장입니다.", "ko", .script),
        ("ភាសាខ្មែរ", "km", .script), ("Ελληνικά", "el", .script), ("ქართული ენა", "ka", .script),
        ("这个问题很难。", "zh-Hans", .script), ("這個問題很難。", "zh-Hant", .script), ("佢哋喺度食飯，唔該。", "yue-Hant", .script),
        ("山水", "zh", .guess), ("東京", "zh-Hant", .guess), ("大阪市", "zh", .guess), ("שלום", "he", .guess), ("आहे आणि", "mr", .words),
        ("Він каже, що це його хата й її їжа.", "uk", .words), ("এই কথাটো মোৰ ভাল লাগিছে আৰু", "as", .words),
        ("How do I reset my password?", "en", .words), ("Jak se to dělá?", "cs", .words),
        ("Ik weet niet of het morgen nog gaat regenen.", "nl", .words),
    ])
    func texts(text: String, tag: String, certainty: DetectedLanguage.Certainty) throws {
        let found = try #require(LanguageDetector.detect(text))
        #expect(found.language.description == tag)
        // With CLD2 a guess may be better than one.
        #expect(found.certainty == certainty || TrainedProfiles.isAvailable)
    }

    @Test(arguments: ["", "123", "😀 !", "\u{FFFD}"])
    func nothingToTell(text: String) {
        #expect(LanguageDetector.detect(text) == nil)
    }

    @Test func mixedTextHasSpans() {
        let spans = LanguageSpans.spans(of: "The weather is fine and we are at home.\n今天天气很好，我们在家。\n明日は雨が降ります。\n")
        #expect(spans.map { $0.language?.description } == ["en", "zh-Hans", "ja"])
        #expect(spans.map(\.script) == ["Latn", "Hans", "Jpan"])
        #expect(spans.first?.range == 0..<40)
        #expect(spans.last?.range.upperBound == 108)
    }

    @Test func shortLinesAreInTheLanguageOfTheOthers() {
        let text =
            "Das ist ein längerer Satz, an dem man die Sprache erkennt.\nJa.\nOK\nUnd noch einer, der auch auf Deutsch ist.\n"
        let spans = LanguageSpans.spans(of: text)
        #expect(spans.map { $0.language?.description } == ["de"])
    }

    @Test func everyLineOfTheEvidenceIsRead() {
        for (script, text) in LanguageEvidence.table {
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: "|", omittingEmptySubsequences: false)
                #expect(parts.count == 3 && LanguageTag(name: parts[0]) != nil, "\(script): \(line)")
            }
        }
    }
}
