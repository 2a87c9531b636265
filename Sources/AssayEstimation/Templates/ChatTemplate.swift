import AssayJSON
import AssayPrompts

/// A chat template in Jinja, as model makers publish it beside their weights, with the tokens it may name.
public struct ChatTemplate: Sendable {
    /// The template's text.
    public let text: String
    /// What it gets as `bos_token`, `eos_token` and the like; names without a value are not set.
    public let tokens: [(name: String, text: String)]
    let jinja: JinjaTemplate

    /// Reads a template file, or a `tokenizer_config.json` (or `chat_template.json`) that holds one.
    ///
    /// Where such a file holds several, the one named `tool_use` is taken if `hasTools` and there is one, otherwise
    /// `default`, otherwise the first.
    public init(_ bytes: [UInt8], hasTools: Bool = false) throws(ChatTemplateError) {
        let start = bytes.first { !$0.isSpace }
        // A template may start with a brace too, but then it is no JSON.
        if start == UInt8(ascii: "{"),
            let root = try? JSONDocument(bytes, options: .init(loneSurrogates: .replace)).root
        {
            text = try Self.template(root, hasTools: hasTools)
            tokens = Self.tokenNames.compactMap { name in Self.token(root[name]).map { (name, $0) } }
        } else {
            text = String(decoding: bytes, as: UTF8.self)
            tokens = []
        }
        do throws(JinjaError) {
            jinja = try JinjaTemplate(text, environment: .chatTemplate)
        } catch {
            throw ChatTemplateError("the chat template cannot be read: line \(error.line): \(error.message)")
        }
    }

    private static let tokenNames = ["bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token"]

    private static func template(_ root: JSONValue, hasTools: Bool) throws(ChatTemplateError) -> String {
        guard let member = root["chat_template"] else {
            throw ChatTemplateError(
                "the file is JSON without a `chat_template`; give a template or a tokenizer_config.json")
        }
        if let text = member.string { return text }
        let wanted = hasTools ? ["tool_use", "default"] : ["default"]
        for name in wanted {
            for entry in member.elements where entry.kind == .object && entry["name"]?.string == name {
                if let text = entry["template"]?.string { return text }
            }
        }
        for entry in member.elements where entry.kind == .object {
            if let text = entry["template"]?.string { return text }
        }
        throw ChatTemplateError("`chat_template` is neither a text nor a list of named templates")
    }

    /// A token is its text, or an object whose `content` is.
    private static func token(_ value: JSONValue?) -> String? {
        guard let value else { return nil }
        return value.string ?? value.member("content")?.string
    }
}

/// Why a chat template cannot be used.
public struct ChatTemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}

extension UInt8 {
    /// Whether it is white space of JSON.
    var isSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
