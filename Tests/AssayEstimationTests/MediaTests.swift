import AssayPrompts
import Testing

@testable import AssayEstimation

/// Media inside requests, in each provider's form.
@Suite struct MediaTests {
    private static let png = Samples.base64(Samples.png(1024, 1024))

    private func media(_ block: String, _ model: String, as format: PromptFormat) throws -> MediaCount {
        let json =
            format == .gemini
            ? #"{"contents":[{"role":"user","parts":[\#(block),{"text":"Hi"}]}]}"#
            : format == .openaiResponses
                ? #"{"model":"x","input":[{"role":"user","content":[\#(block)]}]}"#
                : #"{"messages":[{"role":"user","content":[\#(block),{"type":"text","text":"Hi"}]}]}"#
        return try #require(try count(json, model, as: format).messages.first?.media.first)
    }

    @Test(arguments: [
        (
            #"{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(png)"}}"#, "gpt-4o",
            PromptFormat.openaiChat
        ),
        (
            #"{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(png)","detail":"high"}}"#, "gpt-4o",
            .openaiChat
        ),
        (#"{"type":"input_image","image_url":"data:image/png;base64,\#(png)"}"#, "gpt-4o", .openaiResponses),
        (
            #"{"type":"image","source":{"type":"base64","media_type":"image/png","data":"\#(png)"}}"#, "gpt-4o",
            .anthropic
        ),
        (#"{"inlineData":{"mimeType":"image/png","data":"\#(png)"}}"#, "gpt-4o", .gemini),
        (#"{"inline_data":{"mime_type":"image/png","data":"\#(png)"}}"#, "gpt-4o", .gemini),
        (
            #"{"type":"image_url","image_url":{"url":"https://a.b/c.png","width":1024,"height":1024}}"#, "gpt-4o",
            .openaiChat
        ),
    ])
    func imagesOfAKnownSize(block: String, model: String, format: PromptFormat) throws {
        let count = try media(block, model, as: format)
        #expect(count.kind == .image)
        #expect(count.tokens == TokenCount(765, method: .exactWithTemplate))
        #expect(count.basis.hasPrefix("1024x1024"))
    }

    @Test func lowDetailNeedsNoSize() throws {
        let block = #"{"type":"image_url","image_url":{"url":"https://a.b/c.png","detail":"low"}}"#
        let count = try media(block, "gpt-4o", as: .openaiChat)
        #expect(count.tokens == TokenCount(85, method: .exactWithTemplate))
    }

    @Test(arguments: [
        "https://a.b/c.png", "data:image/png;base64,", "data:image/png;base64,????", "data:,", "data:",
        "data:image/png;base64,iVBORw0KGgo=", "",
    ])
    func anUnknownSizeIsARange(url: String) throws {
        let block = #"{"type":"image_url","image_url":{"url":"\#(url)"}}"#
        let count = try media(block, "gpt-4o", as: .openaiChat)
        #expect(count.tokens == TokenCount(low: 85, point: 765, high: 1445, method: .heuristic))
        #expect(count.basis.contains("not known"))
    }

    @Test func whatIsAssumedIsSaid() throws {
        let request =
            #"{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a/b"}}]}]}"#
        let assumptions = MediaAssumptions(image: PixelSize(width: 2048, height: 4096))
        let media = try count(request, "gpt-4o", as: .openaiChat, assumptions: assumptions).messages[0].media[0]
        #expect(media.tokens.point == 1105)
        #expect(media.basis == "2048x4096, as assumed")
    }

    @Test func anOpenFactorIsARange() throws {
        func tokens(_ side: Int) throws -> TokenCount {
            let data = Samples.base64(Samples.png(side, side))
            let block = #"{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(data)"}}"#
            return try media(block, "gpt-5.4", as: .openaiChat).tokens
        }
        #expect(try tokens(1024) == TokenCount(low: 1024, point: 1229, high: 1229, method: .calibrated))
        #expect(try tokens(1600) == TokenCount(low: 2500, point: 3000, high: 3000, method: .calibrated))
    }

    @Test func whatPlaysIsCountedByTheSecond() throws {
        let wav = Samples.base64(Samples.wav(seconds: 30))
        let audio = try media(
            #"{"inlineData":{"mimeType":"audio/wav","data":"\#(wav)"}}"#, "gemini-2.5-flash", as: .gemini)
        #expect(audio.kind == .audio)
        #expect(audio.tokens == TokenCount(960, method: .exactWithTemplate))
        let mp4 = Samples.base64(Samples.mp4(milliseconds: 10_000))
        let video = try media(
            #"{"inlineData":{"mimeType":"video/mp4","data":"\#(mp4)"}}"#, "gemini-2.5-flash", as: .gemini)
        #expect(video.kind == .video)
        #expect(video.tokens == TokenCount(2630, method: .exactWithTemplate))
        #expect(video.basis == "10 s, read from the data")
        let unknown = try media(
            #"{"fileData":{"mimeType":"video/mp4","fileUri":"gs://a/b.mp4"}}"#, "gemini-2.5-flash", as: .gemini)
        #expect(unknown.tokens.method == .heuristic)
        #expect(unknown.tokens.low < 2630 && unknown.tokens.high > 2630)
    }

    @Test func pagesAreCounted() throws {
        let pdf = Samples.base64(Samples.pdf(pages: 12))
        let block =
            #"{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"\#(pdf)"}}"#
        let document = try media(block, "claude-opus-4-6", as: .anthropic)
        #expect(document.kind == .document)
        #expect(document.basis == "12 pages, read from the data")
        #expect(document.tokens.low == 12 * 1500)
        let gemini = try media(
            #"{"inlineData":{"mimeType":"application/pdf","data":"\#(pdf)"}}"#, "gemini-2.5-pro", as: .gemini)
        #expect(gemini.tokens == TokenCount(12 * 258, method: .exactWithTemplate))
        func pages(_ resolution: String) throws -> Int {
            try media(
                #"{"inlineData":{"mimeType":"application/pdf","data":"\#(pdf)"}\#(resolution)}"#,
                "gemini-3-pro-preview", as: .gemini
            ).tokens.point
        }
        #expect(try pages("") == 12 * 560)
        #expect(try pages(#","mediaResolution":{"level":"MEDIA_RESOLUTION_HIGH"}"#) == 12 * 1120)
    }

    @Test func lengthsOfBrokenFilesAreUnknown() {
        for bytes in [Samples.wav(seconds: 1), Samples.mp4(milliseconds: 5), Samples.pdf(pages: 2)] {
            for count in 0..<min(bytes.count, 200) {
                let part = Array(bytes.prefix(count))
                _ = (MediaLength.audio(part), MediaLength.video(part), PDFPages.count(part))
                var broken = bytes
                broken[count] = 0xFF
                _ = (MediaLength.audio(broken), MediaLength.video(broken), PDFPages.count(broken))
            }
        }
    }
}
