import AssayJSON
import Testing

/// What requests and configurations themselves say of their models, caches and files, in `assay cost` and `assay diff`.
@Suite struct CostStatedTests {
    private static let day = ["--date", "2026-11-21T12:00Z"]

    private func diff(_ arguments: [String], in folder: TemporaryFolder) throws -> Tool.Result {
        try Tool.run(["diff"] + arguments + Self.day, in: folder)
    }

    @Test("the lifetime that a request asks for is priced, said, and gives way to --cache-ttl") func lifetimes() throws {
        let rules = String(repeating: "Follow every rule of the house with care and patience. ", count: 300)
        let request = """
            {"model":"claude-opus-5-5","max_tokens":100,"system":[{"type":"text","text":"\(rules)",
            "cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[{"role":"user","content":"Hello"}]}
            """
        let folder = try TemporaryFolder()
        try folder.write(request, to: "r.json")
        try folder.write(request.replacing(#","ttl":"1h""#, with: ""), to: "five.json")
        func run(_ arguments: [String]) throws -> String {
            try Tool.run(arguments + ["--cached-prefix", "auto", "--calls", "500/day"] + Self.day, in: folder).text
        }
        #expect(try run(["cost", "r.json"]).contains("for an hour (as the request asks) after each use"))
        #expect(try run(["cost", "r.json", "--cache-ttl", "5m"]).contains("for 5 minutes after each use"))
        let changed = try run(["diff", "five.json", "r.json"])
        #expect(changed.contains("what is cached is asked to be kept for 1h, it was 5m"))
        #expect(changed.contains("1 prompt changed"))
    }

    @Test("what is not known of images and documents is said, with what says it") func media() throws {
        let folder = try TemporaryFolder()
        let image = #"{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}"#
        func request(_ blocks: String) -> String {
            #"{"model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "text", "text": "See?"}, \#(blocks)]}]}"#
        }
        try folder.write(request("\(image), \(image)"), to: "images.json")
        try folder.write(request(#"{"type": "file", "file": {"file_id": "x"}}"#), to: "file.json")
        let size = "images whose size is not known are taken for any size; --image-size WIDTHxHEIGHT sets it"
        let pages = "documents whose number of pages is not known are taken for 1 to 100 pages; --pages N sets it"
        for (file, note, option) in [
            ("images.json", size, ["--image-size", "512x512"]), ("file.json", pages, ["--pages", "2"]),
        ] {
            for command in [["cost"] + Self.day, ["count", "--request"]] {
                let result = try Tool.run(command + [file, "-m", "gpt-4o"], in: folder)
                #expect(result.text.split(separator: "gpt-4o: \(note)").count == 2, "\(result.text)")
                #expect(try !Tool.run(command + [file, "-m", "gpt-4o"] + option, in: folder).text.contains("not known"))
            }
        }
        let other = try Tool.run(["count", "--request", "images.json", "-m", "deepseek-v3"], in: folder)
        #expect(other.text.contains("how the model counts images is not known: what other models count is taken"))
    }

    @Test("data that are no known kind of prompt are text, and that is said") func data() throws {
        let folder = try TemporaryFolder()
        let files = ["a.json": "{\"colour\": \"red\"}", "a.yaml": "colour: red\n"]
        for (name, text) in files { try folder.write(text, to: name) }
        for name in files.keys.sorted() {
            let note = "assay: note: \(name):1: no known kind of prompt, "
            let advice = " as plain text; --as FORMAT says what it is\n"
            let cost = ["cost", name, "-m", "gpt-4o"] + Self.day
            #expect(try Tool.run(cost, in: folder).errors == "\(note)priced\(advice)")
            #expect(try Tool.run(cost + ["--as", "plain"], in: folder).errors == "")
            #expect(try Tool.run(["count", name, "--by", "unit"], in: folder).errors == "\(note)counted\(advice)")
            #expect(try Tool.run(["count", name], in: folder).errors == "")
        }
        try folder.write("colour: blue\n", to: "b.yaml")
        #expect(
            try diff(["a.yaml", "b.yaml", "-m", "gpt-4o"], in: folder).errors.contains(
                "b.yaml: no known kind of prompt, read as plain text; 'formats' in .assay.yml says what it is"))
    }

    @Test("each of promptfoo's providers is priced; what is no model is said") func providers() throws {
        let folder = try TemporaryFolder()
        func config(_ providers: String) -> String { "prompts: ['Hello, world']\nproviders: \(providers)\ntests: []\n" }
        try folder.write(
            config(
                "[openai:chat:gpt-4o, {id: 'anthropic:messages:claude-opus-4-6'}, {openai:responses:gpt-5.4: {}}, file://own.py]"),
            to: "promptfooconfig.yaml")
        let result = try Tool.run(["cost", "promptfooconfig.yaml", "--format", "json"] + Self.day, in: folder)
        let costs = try #require(try JSONDocument(result.output).root["prompts"]?[0]?["costs"]).elements
        #expect(
            costs.compactMap { $0["model"]?.string }
                == ["openai/gpt-4o", "anthropic/claude-opus-4-6", "openai/gpt-5.4"])
        #expect(result.errors.contains("nothing is known of file://own.py: it is not priced on it"))
        #expect(result.status == 0)
        try folder.write(config("[file://own.py, exec:other]"), to: "promptfooconfig.yaml")
        let unknown = try Tool.run(["cost", "promptfooconfig.yaml"] + Self.day, in: folder)
        #expect(unknown.errors.contains("no model is called 'file://own.py'") && unknown.status == 2)
    }

    @Test("a file that a configuration includes is priced with it, and once") func included() throws {
        let folder = try TemporaryFolder()
        try folder.write("Greet {{ name }} warmly, in three sentences.", to: "prompts/greet.txt")
        try folder.write("Say goodbye.", to: "prompts/other.txt")
        try folder.write("PROMPT = \"\"\"You are a careful reviewer.\"\"\"\n", to: "prompts/make.py")
        try folder.write(
            "prompts: ['file://../prompts/./greet.txt', file://../prompts/gone.txt, file://../prompts/make.py]\n"
                + "providers: [openai:gpt-4o]\ntests: []\n", to: "evals/promptfooconfig.yaml")
        func prompts(_ paths: [String], _ more: [String] = []) throws -> (paths: [String], errors: String) {
            let result = try Tool.run(["cost", "-m", "gpt-4o", "--format", "json"] + paths + more + Self.day, in: folder)
            let rows = try #require(try JSONDocument(result.output).root["prompts"]).elements
            return (rows.compactMap { $0["path"]?.string }, result.errors)
        }
        for all in [["."], ["evals/promptfooconfig.yaml", "prompts"], ["evals", "prompts/"]] {
            let found = try prompts(all)
            #expect(found.paths.map { $0.split(separator: "/").last } == ["promptfooconfig.yaml", "make.py", "other.txt"])
            #expect(found.errors.contains("left out 1 file that a configuration includes (it counts there;"))
        }
        #expect(try prompts(["evals", "prompts/greet.txt"]).paths.contains("prompts/greet.txt"))
        #expect(try prompts(["prompts"]).paths == ["prompts/greet.txt", "prompts/make.py", "prompts/other.txt"])
        let counted = try Tool.run(["count", ".", "--by", "unit"], in: folder)
        #expect(!counted.text.contains("greet.txt:1  \n") && counted.errors.contains("left out 1 file that a configuration"))
    }

    @Test("a change of model is said where -m prices both sides; another spelling of it is none") func models() throws {
        let folder = try TemporaryFolder()
        func request(_ model: String) -> String { #"{"model":"\#(model)","messages":[{"role":"user","content":"Hi"}]}"# }
        for (name, model) in [("a", "gpt-4o"), ("b", "gpt-5"), ("c", "openai/gpt-4o")] {
            try folder.write(request(model), to: "\(name).json")
        }
        try folder.write("models: [gpt-4o-mini]\n", to: "models.yml")
        for arguments in [["-m", "gpt-4o-mini"], ["--budget", "models.yml"]] {
            let text = try diff(["a.json", "b.json"] + arguments, in: folder).text
            #expect(text.contains("it named openai/gpt-4o and now names openai/gpt-5; both are priced on openai/gpt-4o-mini"))
            let json = try JSONDocument(diff(["a.json", "b.json", "--format", "json"] + arguments, in: folder).output).root
            #expect(json["changes"]?[0]?["effects"]?[0]?["kind"]?.string == "model-changed")
        }
        #expect(try !diff(["a.json", "c.json", "-m", "gpt-4o-mini"], in: folder).text.contains("now names"))
        // Priced on the models that are named, it is said once.
        let named = try diff(["a.json", "b.json"], in: folder).text
        #expect(named.contains("it ran on openai/gpt-4o and now runs on openai/gpt-5") && !named.contains("now names"))
    }

    @Test("a model that is no longer served at the date is said") func retirement() throws {
        let note = "anthropic/claude-sonnet-4-5 retires on 2026-11-30: what comes after is priced as if it did not"
        let folder = try TemporaryFolder()
        try folder.write("Say yes.", to: "a.md")
        try folder.write("Say yes or no.", to: "b.md")
        let commands = [
            ["price", "--input", "1000"], ["cost", "a.md"], ["diff", "a.md", "b.md"], ["forecast", "--per-turn", "9"],
        ]
        for command in commands {
            for (date, isSaid) in [("2026-11-29", false), ("2026-11-30", true), ("2026-12-05", true)] {
                let result = try Tool.run(command + ["-m", "claude-sonnet-4-5", "--date", date], in: folder)
                #expect(result.status == 0, "\(result.errors)")
                let lines = result.text.split(separator: "\n").filter { $0.contains("retires on") }
                #expect(lines.map(String.init) == (isSaid ? [note] : []), "\(command[0]) on \(date)")
            }
        }
    }
}
