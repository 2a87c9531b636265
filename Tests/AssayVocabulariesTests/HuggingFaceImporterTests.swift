import AssayTokenization
import Testing

@testable import AssayVocabularies

@Suite struct HuggingFaceImporterTests {
    private func read(_ bytes: [UInt8]) throws -> VocabularySource {
        try VocabularyImporter.import(bytes: bytes, fileName: "tokenizer.json", options: .init(name: "x"))
    }

    private static func split(_ regex: String, _ behavior: String = "Isolated", invert: Bool = false) -> String {
        let escaped = regex.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
            .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
            .split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\\r\\n")
        return #"{"type":"Split","pattern":{"Regex":"\#(escaped)"},"behavior":"\#(behavior)","invert":\#(invert)}"#
    }

    private static func sequence(_ splits: [String]) -> String {
        let bytes = #"{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}"#
        return #"{"type":"Sequence","pretokenizers":[\#((splits + [bytes]).joined(separator: ","))]}"#
    }

    @Test func readsVocabularyAndMerges() throws {
        let source = try read(SyntheticFiles.huggingFace())
        #expect(source.tokens.map(\.bytes) == SyntheticFiles.tokens)
        #expect(source.preTokenizer == .r50k && source.normalizer == .none)
        guard case .merges(let pairs, let wholePieceFirst) = source.merging else {
            Issue.record("no merges")
            return
        }
        #expect(!wholePieceFirst && pairs.count == SyntheticFiles.pairs.count)
        #expect(pairs[2] == VocabularySource.Pair(left: 256, right: 257))
        let tokenizer = Tokenizer(try Vocabulary(copying: try PackBuilder.pack(source)))
        // "é" is a token that no merge builds.
        #expect(try tokenizer.encode("hello world é") == [259, 264, 0x20, 0xC3, 0xA9])
        let whole = try read(SyntheticFiles.huggingFace(model: #""ignore_merges":true,"#))
        #expect(try Tokenizer(Vocabulary(copying: PackBuilder.pack(whole))).encode("é") == [265])
    }

    @Test func mergesCanBeArrays() throws {
        let listed = SyntheticFiles.pairs.map {
            "[\"\(SyntheticFiles.byteLevel(Array($0.0.utf8)))\",\"\(SyntheticFiles.byteLevel(Array($0.1.utf8)))\"]"
        }
        let source = try read(SyntheticFiles.huggingFace(merges: "[\(listed.joined(separator: ","))]"))
        guard case .merges(let pairs, _) = source.merging else { return }
        #expect(pairs.count == SyntheticFiles.pairs.count)
    }

    @Test func ofEqualMergesTheLastCounts() throws {
        let source = try read(SyntheticFiles.huggingFace(merges: #"["h e","l l","h e"]"#))
        guard case .merges(let pairs, _) = source.merging else { return }
        #expect(pairs.map(\.left) == [0x6C, 0x68])
    }

    @Test(arguments: [
        ("null", Normalizer.none), (#"{"type":"NFC"}"#, .nfc), (#"{"type":"NFKC"}"#, .nfkc),
        (#"{"type":"Sequence","normalizers":[]}"#, .none),
        (#"{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"NFKC"}]}"#, .nfkc),
    ])
    func normalizers(_ json: String, _ expected: Normalizer) throws {
        #expect(try read(SyntheticFiles.huggingFace(normalizer: json)).normalizer == expected)
    }

    @Test func publishedSplits() throws {
        for preTokenizer in [PreTokenizer.r50k, .o200k, .llama3, .qwen2, .tekken] {
            let regex = try #require(PublishedPattern.canonicalRegex(for: preTokenizer))
            for split in [Self.split(regex), Self.split(regex, "Removed", invert: true)] {
                let source = try read(SyntheticFiles.huggingFace(preTokenizer: Self.sequence([split])))
                #expect(source.preTokenizer == preTokenizer)
            }
        }
        let stages = PublishedPattern.deepSeekV3Stages.map { Self.split($0) }
        #expect(try read(SyntheticFiles.huggingFace(preTokenizer: Self.sequence(stages))).preTokenizer == .deepseekV3)
        #expect(try read(SyntheticFiles.huggingFace(preTokenizer: Self.sequence([]))).preTokenizer == .none)
    }

    @Test func addedTokens() throws {
        let added = """
            [{"id":300,"content":"<|end|>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
             {"id":301,"content":"<think>","single_word":false,"lstrip":false,"rstrip":false,"normalized":true,"special":false},
             {"id":258,"content":"hell","special":false},{"id":265,"content":"Ã©","special":true}]
            """
        let source = try read(SyntheticFiles.huggingFace(addedTokens: added))
        #expect(
            source.specialTokens == [
                SpecialToken(text: "<|end|>", id: 300), SpecialToken(text: "<think>", id: 301, isAlwaysMatched: true),
                SpecialToken(text: "hell", id: 258, isAlwaysMatched: true), SpecialToken(text: "Ã©", id: 265),
            ])
        // "hell" builds "hello", so it stays an ordinary token; no merge makes "Ã©".
        #expect(source.tokens.contains { $0.id == 258 } && !source.tokens.contains { $0.id == 265 })
    }

    /// What cannot be honoured is refused, and the message names it.
    @Test(arguments: [
        FileCase(SyntheticFiles.huggingFace(normalizer: #"{"type":"Lowercase"}"#), "normalizer Lowercase"),
        FileCase(
            SyntheticFiles.huggingFace(normalizer: #"{"type":"Sequence","normalizers":[{"type":"NFD"}]}"#),
            "normalizer NFD"),
        FileCase(SyntheticFiles.huggingFace(normalizer: #"{"type":"Prepend","prepend":"_"}"#), "normalizer Prepend"),
        FileCase(SyntheticFiles.huggingFace(preTokenizer: "null"), "pre-tokenizer"),
        FileCase(SyntheticFiles.huggingFace(preTokenizer: #"{"type":"Metaspace"}"#), "pre-tokenizer Metaspace"),
        FileCase(SyntheticFiles.huggingFace(preTokenizer: #"{"type":"ByteLevel"}"#), "add_prefix_space"),
        FileCase(
            SyntheticFiles.huggingFace(preTokenizer: #"{"type":"ByteLevel","add_prefix_space":true}"#),
            "add_prefix_space"),
        FileCase(SyntheticFiles.huggingFace(preTokenizer: sequence([split("\\w+")])), "Split pattern \\w+"),
        FileCase(SyntheticFiles.huggingFace(preTokenizer: sequence([split("\\p{N}{1,3}"), split("\\s")])), "2 splits"),
        FileCase(
            SyntheticFiles.huggingFace(
                preTokenizer: sequence([split(PublishedPattern.canonicalRegex(for: .cl100k)!)])), "Split pattern"
        ),
        FileCase(
            SyntheticFiles.huggingFace(
                preTokenizer: sequence([split(PublishedPattern.canonicalRegex(for: .qwen2)!, "MergedWithPrevious")])),
            "behavior MergedWithPrevious"
        ),
        FileCase(
            SyntheticFiles.huggingFace(
                preTokenizer: sequence([split(PublishedPattern.canonicalRegex(for: .qwen2)!, "Removed")])),
            "behavior Removed"
        ),
        FileCase(SyntheticFiles.huggingFace(model: #""dropout":0.1,"#), "dropout 0.1"),
        FileCase(
            SyntheticFiles.huggingFace(model: #""continuing_subword_prefix":"@@","#), "continuing_subword_prefix \"@@\""
        ),
        FileCase(SyntheticFiles.huggingFace(model: #""end_of_word_suffix":"</w>","#), "end_of_word_suffix \"</w>\""),
        FileCase(SyntheticFiles.huggingFace(model: #""novelty":1,"#), "\"novelty\""),
        FileCase(SyntheticFiles.huggingFace(extra: #""truncation":{"max_length":512},"#), "truncation"),
        FileCase(SyntheticFiles.huggingFace(extra: #""padding":{"strategy":"Fixed"},"#), "padding"),
        FileCase(
            SyntheticFiles.huggingFace(extra: #""post_processor":{"type":"Scramble"},"#), "post-processor Scramble"),
        FileCase(SyntheticFiles.huggingFace(extra: #""decoder":{"type":"WordPiece"},"#), "decoder WordPiece"),
        FileCase(SyntheticFiles.huggingFace(extra: #""mystery":{},"#), "part \"mystery\""),
        FileCase(SyntheticFiles.huggingFace(addedTokens: #"[{"id":9,"content":"<a>","lstrip":true}]"#), "lstrip"),
        FileCase(SyntheticFiles.huggingFace(addedTokens: #"[{"id":9,"content":"<a>","rstrip":true}]"#), "rstrip"),
        FileCase(
            SyntheticFiles.huggingFace(addedTokens: #"[{"id":9,"content":"<a>","single_word":true}]"#), "single_word"),
        FileCase(
            SyntheticFiles.huggingFace(
                normalizer: #"{"type":"NFC"}"#, addedTokens: #"[{"id":9,"content":"<a>","normalized":true}]"#),
            "normalized"
        ),
        FileCase(Array(#"{"model":{"type":"WordPiece","vocab":{}}}"#.utf8), "model WordPiece"),
        FileCase(Array(#"{"model":{"type":"Unigram","vocab":[]}}"#.utf8), "model Unigram"),
    ])
    func refusesByName(_ refused: FileCase) {
        let error = #expect(throws: ImportError.self) { try read(refused.file) }
        #expect(error?.code == .unsupported)
        #expect(
            error?.message.contains("unsupported") == true && error?.message.contains(refused.about) == true,
            "\(String(describing: error))")
    }

    @Test func malformedMergesAndIds() {
        let other = SyntheticFiles.huggingFace(addedTokens: #"[{"id":300,"content":"hell","special":true}]"#)
        #expect(#expect(throws: ImportError.self) { try read(other) }?.code == .malformed)
        for merges in [#"["h"]"#, #"["h e x"]"#, #"["h q"]"#, #"["漢 e"]"#, #"[1]"#, #"[["h"]]"#] {
            let error = #expect(throws: ImportError.self) { try read(SyntheticFiles.huggingFace(merges: merges)) }
            #expect(error?.code == .malformed)
        }
        let notJSON = #expect(throws: ImportError.self) { try read(Array("{\"model\": {".utf8)) }
        #expect(notJSON?.message.contains("line 1") == true)
    }
}
