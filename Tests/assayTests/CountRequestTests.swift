import AssayJSON
import Testing

@Suite struct CountRequestTests {
    private static let chat = """
        {"model": "gpt-4o", "messages": [{"role": "system", "content": "You are a helpful assistant."},
        {"role": "user", "content": "Hello, world!"}]}
        """
    private static let anthropic = """
        {"model": "claude-opus-4-8", "system": "Be brief.", "tool_choice": {"type": "any"},
        "messages": [{"role": "user", "content": "Hello, world!"}],
        "tools": [{"name": "look", "input_schema": {"type": "object"}}]}
        """

    private func example() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.chat, to: "chat.json")
        try folder.write(Self.anthropic, to: "anthropic.json")
        try folder.write(
            """
            {"custom_id": "first", "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}}
            {"custom_id": "second", "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi, you"}]}}

            """, to: "batch.jsonl")
        return folder
    }

    @Test func theRequestNamesItsModel() throws {
        let result = try Tool.run(["count", "--request", "chat.json"], in: example())
        #expect(
            result.text == """
                tokens  part
                     6  system
                     4  messages
                     8  framing
                     3  priming
                    21  total

                gpt-4o: exact+template, framed as openai.

                """)
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func severalModelsSideBySide() throws {
        let result = try Tool.run(
            ["count", "--request", "chat.json", "-m", "gpt-4o", "-m", "qwen3-32b", "-m", "claude-opus-4-6"],
            in: example())
        #expect(
            result.text.hasPrefix(
                """
                gpt-4o  qwen3-32b  claude-opus-4-6  part
                     6          6         ~7 (6-8)  system
                     4          4         ~5 (4-6)  messages
                     8         10        ~7 (5-10)  framing
                     3          3                0  priming
                    21         23      ~19 (15-23)  total

                """))
        #expect(result.text.contains("~ claude-opus-4-6 is estimated (calibrated) from o200k_base"))
    }

    @Test("of a folder the requests are counted, and what is none is named") func folders() throws {
        let folder = try example()
        try folder.write(Self.chat, to: "d/chat.json")
        try folder.write("Notes about requests.\n", to: "d/notes.md")
        let result = try Tool.run(["count", "--request", "d"], in: folder)
        #expect(result.text == (try Tool.run(["count", "--request", "d/chat.json"], in: folder)).text)
        #expect(result.errors == "assay: note: left out 1 file that is no request: d/notes.md\n")
        #expect(result.status == 0)
        // Who names it means it.
        #expect(try Tool.run(["count", "--request", "d/notes.md"], in: folder).status == 2)
    }

    @Test func theTotalAloneIsANumber() throws {
        let folder = try example()
        #expect(
            try Tool.run(["count", "--request", "--by", "total", "chat.json", "batch.jsonl"], in: folder).text == "39\n"
        )
        let estimate = try Tool.run(["count", "--request", "--by", "total", "anthropic.json"], in: folder)
        #expect(estimate.text.hasPrefix("        tokens  part\n~"))
    }

    @Test func aBatchIsARowARequest() throws {
        let result = try Tool.run(["count", "--request", "batch.jsonl"], in: example())
        #expect(
            result.text == """
                tokens  request
                     8  batch.jsonl: first
                    10  batch.jsonl: second
                    18  total

                """)
    }

    @Test func standardInputAsJSON() throws {
        let result = try Tool.run(
            ["count", "--request", "--format", "json", "-m", "claude-opus-4-8"], input: Array(Self.anthropic.utf8))
        let root = try JSONDocument(result.output).root
        let count = try #require(root["requests"]?[0]?["counts"]?[0])
        #expect(count["method"]?.string == "calibrated")
        #expect(count["layout"]?.string == "claude")
        #expect(
            count["parts"]?.elements.compactMap { $0["name"]?.string } == ["system", "messages", "tools", "framing"])
        #expect(try #require(count["parts"]?[2]?["tokens"]?.int) > 410)
        let total = try #require(root["total"]?[0])
        #expect(total["tokens"]?.int == count["tokens"]?.int)
        #expect(try #require(total["low"]?.int) < #require(total["high"]?.int))
    }

    @Test func csvAndMarkdown() throws {
        let csv = try Tool.run(["count", "--request", "chat.json", "--format", "csv"], in: example())
        #expect(
            csv.text.hasPrefix(
                "path,request,column,part,tokens,low,high,method\nchat.json,,gpt-4o,system,6,6,6,exact\n"))
        #expect(csv.text.hasSuffix("chat.json,,gpt-4o,total,21,21,21,exact+template\n"))
        let markdown = try Tool.run(["count", "--request", "chat.json", "--format", "markdown"], in: example())
        #expect(markdown.text.hasPrefix("| part | tokens |\n| --- | ---: |\n| system | 6 |\n"))
    }

    @Test(arguments: [
        ("", "is empty"), ("hello", "is not JSON; a request is"), (#"{"messages": [}"#, "not JSON: line 1, column 15"),
        (#"{"a": 1}"#, "this JSON is no request that is known"), ("[1]", "this JSON is no request that is known"),
        (#"{"messages": []}"#, "no messages were found"),
        (#"{"messages": [{"role": "user", "content": "Hi"}]}"#, "the request names no model; give one with -m"),
        (#"{"model": "zzz", "messages": [{"role": "user", "content": "Hi"}]}"#, "unknown model 'zzz'"),
    ])
    func whatIsNoRequestIsSaid(input: String, message: String) throws {
        let result = try Tool.run(["count", "--request"], input: Array(input.utf8))
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.errors.contains("standard input"))
        #expect(result.status == 2)
    }

    @Test func aBadLineIsSaidAndTheRestGoesOn() throws {
        let folder = try example()
        try folder.write(
            """
            {"custom_id": "a", "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}}
            {"custom_id": "b", "body": {"model": "gpt-4o", "messages"
            """, to: "broken.jsonl")
        let result = try Tool.run(["count", "--request", "broken.jsonl", "missing.json", "chat.json"], in: folder)
        #expect(result.text.contains("8  broken.jsonl: a\n"))
        #expect(result.text.contains("21  chat.json\n"))
        #expect(result.errors.contains("broken.jsonl, line 2: not JSON"))
        #expect(result.errors.contains("cannot read missing.json"))
        #expect(result.status == 2)
    }

    @Test(arguments: [
        (["--request", "--special", "allow"], "--special does not go with --request"),
        (["--chat-template", "x"], "go with --request"),
        (["--request", "--pages", "0"], "write a whole number of pages from 1 up"),
        (["--request", "--image-size", "0x5"], "0x5"), (["--request", "--image-size", "big"], "big"),
    ])
    func optionsAreChecked(arguments: [String], message: String) throws {
        let result = try Tool.run(["count"] + arguments)
        #expect(result.errors.contains(message))
        #expect(result.status == 2)
    }

    // MARK: Chat templates

    private static let template = """
        {{ bos_token }}{% for message in messages %}<|im_start|>{{ message.role }}
        {{ message.content }}<|im_end|>
        {% endfor %}{% if tools %}{{ tools | tojson }}{% endif %}{% if add_generation_prompt %}<|im_start|>assistant
        {% endif %}
        """

    @Test func aTemplateTakesThePlaceOfTheFraming() throws {
        let folder = try example()
        try folder.write(Self.template, to: "chat.jinja")
        let result = try Tool.run(
            ["count", "--request", "chat.json", "-m", "qwen3-32b", "--chat-template", "chat.jinja"], in: folder)
        // What the built-in framing says, too.
        #expect(
            result.text == """
                qwen3-32b  part
                        6  system
                        4  messages
                       10  framing
                        3  priming
                       23  total

                qwen3-32b: exact+template, framed as template.

                """)
    }

    @Test func aTokenizerConfigHoldsTemplatesAndTokens() throws {
        let folder = try example()
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("bos_token")
            writer.object { $0.member("content", "<|im_start|>") }
            writer.member("chat_template", Self.template)
        }
        try folder.write(String(decoding: writer.bytes, as: UTF8.self), to: "tokenizer_config.json")
        let result = try Tool.run(
            ["count", "--request", "chat.json", "-m", "qwen3-32b", "--chat-template", "tokenizer_config.json"],
            in: folder)
        #expect(result.text.contains("24  total"))
    }

    @Test(arguments: [
        ("{% for %}", "the chat template cannot be read: line 1"),
        (
            "\n{{ raise_exception('roles must alternate') }}",
            "the chat template, line 2: the template raised: roles must alternate"
        ),
        (#"{"a": 1}"#, "JSON without a `chat_template`"),
    ])
    func aTemplateThatFailsSaysWhere(template: String, message: String) throws {
        let folder = try example()
        try folder.write(template, to: "chat.jinja")
        let result = try Tool.run(["count", "--request", "chat.json", "--chat-template", "chat.jinja"], in: folder)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.status == 2)
    }

    @Test("--as forces the format of requests, and refuses those of other files") func asFormat() throws {
        let result = try Tool.run(["count", "--request", "chat.json", "--as", "openai-chat"], in: example())
        #expect(result.status == 0)
        #expect(result.text.contains("21  total"))
        let other = try Tool.run(["count", "--request", "chat.json", "--as", "jinja"], in: example())
        #expect(other.status == 2)
        #expect(other.errors.hasPrefix("assay: --as jinja is no format of requests; with --request it is one of "))
    }
}
