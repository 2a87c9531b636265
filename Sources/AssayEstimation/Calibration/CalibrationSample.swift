import AssayJSON
import AssayPrompts
import AssayTokenization

/// One text of a log: its tokens in the reference vocabulary, and those that were billed for it.
public struct CalibrationSample: Sendable, Hashable {
    /// Tokens of the reference vocabulary.
    public var tokens: Int
    /// The letters of the text.
    public var scripts: ScriptTally
    /// Input tokens that the provider billed, those read from and written to a cache included.
    public var billed: Int

    public init(tokens: Int, scripts: ScriptTally, billed: Int) {
        self.tokens = tokens
        self.scripts = scripts
        self.billed = billed
    }

    /// Whether most letters are of another script than Latin.
    var isOther: Bool { scripts.otherShare > 500 }
}

extension CalibrationSample {
    /// Reads a line of a log: a JSON object with the text or the request, and the billed input tokens.
    ///
    /// The text stands under `text`, `prompt` or `content`; a request of any provider under `request` or `body`, or it
    /// is the object itself. The tokens stand under `tokens`, `billed_tokens`, `billed`, `input_tokens` or
    /// `prompt_tokens`, or in the `usage` of the object, of its `response` or of that one's `body`.
    public init(line: [UInt8], tokenizer: Tokenizer) throws(CalibrationError) {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(line, options: .init(loneSurrogates: .replace, maximumDepth: 200)).root
        } catch {
            throw CalibrationError("not JSON: \(error.reason) (column \(error.position.column))")
        }
        guard root.kind == .object else { throw CalibrationError("expected an object with a text and billed tokens") }
        guard let billed = Self.billed(root) else {
            throw CalibrationError(
                "no billed input tokens; expected `tokens`, `input_tokens`, `prompt_tokens` or the provider's `usage`")
        }
        let texts = try Self.texts(root, line)
        var tokens = 0
        var scripts = ScriptTally()
        for text in texts {
            do throws(TokenizationError) {
                tokens = tokens.saturatingAdd(try tokenizer.count(text))
            } catch {
                throw CalibrationError("\(error)")
            }
            text.withUnsafeBufferPointer { scripts.add($0) }
        }
        self.init(tokens: tokens, scripts: scripts, billed: billed)
    }

    private static func texts(_ root: JSONValue, _ line: [UInt8]) throws(CalibrationError) -> [[UInt8]] {
        for key in ["text", "prompt", "content"] {
            if let text = root[key]?.utf8 { return [text] }
        }
        let format = FormatDetector.detect(line, name: "row.json")
        if format.isRequest, let document = try? PromptReader.read(line, as: format), let unit = document.units.first {
            let content = RequestContent(unit, in: document)
            return content.messages.flatMap(\.texts) + content.tools.map(\.bytes)
        }
        throw CalibrationError("no text; expected a string under `text`, `prompt` or `content`, or a `request`")
    }

    private static func billed(_ root: JSONValue) -> Int? {
        for key in ["tokens", "billed_tokens", "billed", "input_tokens", "prompt_tokens"] {
            if let number = root[key]?.int { return number }
        }
        let response = root["response"]
        for holder in [root, response, response?.member("body")] {
            for key in ["usage", "usageMetadata", "usage_metadata"] {
                if let usage = holder?.member(key), let tokens = input(usage) { return tokens }
            }
        }
        return nil
    }

    /// All input tokens of a usage. Anthropic counts cached ones beside the others, everyone else among them.
    private static func input(_ usage: JSONValue) -> Int? {
        func number(_ key: String) -> Int? { usage.member(key)?.int }
        if let tokens = number("prompt_tokens") ?? number("promptTokenCount") ?? number("prompt_token_count") {
            return tokens
        }
        guard let fresh = number("input_tokens") ?? number("inputTokens") else { return nil }
        return fresh.saturatingAdd(number("cache_read_input_tokens") ?? 0)
            .saturatingAdd(number("cache_creation_input_tokens") ?? 0)
    }
}

/// Why a calibration cannot be made or used.
public struct CalibrationError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}
