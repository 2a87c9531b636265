import AssayJSON
import AssayPrompts

/// The `messages` and `tools` that a chat template is rendered with.
///
/// A request in OpenAI's chat format is passed on as it is, since that is what templates are written for, with two
/// changes that servers make as well: a content that is only text parts becomes one text, and arguments of calls become
/// values. Every other format is passed on as roles and texts.
struct TemplateMessages {
    var messages: [JinjaValue]
    var tools: [JinjaValue]

    /// - Parameter parsesArguments: whether arguments of calls become values; some templates want them as text.
    init(_ content: RequestContent, request: JSONValue?, parsesArguments: Bool = true) {
        if let list = request?.member("messages"), list.kind == .array {
            messages = list.elements.map { Self.message($0, parsesArguments) }
        } else {
            messages = content.messages.map(Self.message)
        }
        tools = content.toolChoice == .unsent ? [] : content.tools.map(Self.tool)
    }

    // MARK: Any format

    private static func message(_ message: RequestContent.Message) -> JinjaValue {
        var members: [(String, JinjaValue)] = [
            ("role", .string(message.role == .unspecified ? "user" : message.role.name)),
            ("content", .string(String(decoding: message.text, as: UTF8.self))),
        ]
        if let name = message.name { members.append(("name", .string(name))) }
        return .dictionary(JinjaDictionary(members))
    }

    /// A function in OpenAI's form, whoever's it was.
    private static func tool(_ tool: ToolDefinition) -> JinjaValue {
        guard let json = tool.json, json.kind == .object else {
            return .string(String(decoding: tool.bytes, as: UTF8.self))
        }
        if json["function"] != nil { return JinjaValue(json) }
        var function: [(String, JinjaValue)] = [("name", .string(json["name"]?.string ?? tool.name))]
        if let text = json["description"] { function.append(("description", JinjaValue(text))) }
        if let parameters = tool.parameters { function.append(("parameters", JinjaValue(parameters))) }
        return .dictionary(
            JinjaDictionary([
                ("type", .string("function")), ("function", .dictionary(JinjaDictionary(function))),
            ]))
    }

    // MARK: OpenAI's chat format

    private static func message(_ message: JSONValue, _ parsesArguments: Bool) -> JinjaValue {
        guard message.kind == .object else { return JinjaValue(message) }
        var members: [(String, JinjaValue)] = []
        for (key, value) in message.members {
            switch key.string ?? "" {
            case "content": members.append(("content", content(value)))
            case "tool_calls": members.append(("tool_calls", .list(value.elements.map { call($0, parsesArguments) })))
            case let name: members.append((name, JinjaValue(value)))
            }
        }
        return .dictionary(JinjaDictionary(members))
    }

    private static func content(_ value: JSONValue) -> JinjaValue {
        guard value.kind == .array else { return JinjaValue(value) }
        var texts: [String] = []
        for part in value.elements {
            guard part.kind == .object, let text = part["text"]?.string else { return JinjaValue(value) }
            texts.append(text)
        }
        return .string(texts.joined(separator: "\n"))
    }

    private static func call(_ call: JSONValue, _ parsesArguments: Bool) -> JinjaValue {
        guard call.kind == .object else { return JinjaValue(call) }
        var members: [(String, JinjaValue)] = []
        for (key, value) in call.members {
            let name = key.string ?? ""
            guard name == "function", value.kind == .object else {
                members.append((name, JinjaValue(value)))
                continue
            }
            var function: [(String, JinjaValue)] = []
            for (key, value) in value.members {
                let isArguments = parsesArguments && key.isString("arguments")
                let parsed = isArguments ? value.utf8.flatMap { try? JSONDocument($0).root } : nil
                function.append((key.string ?? "", JinjaValue(parsed ?? value)))
            }
            members.append((name, .dictionary(JinjaDictionary(function))))
        }
        return .dictionary(JinjaDictionary(members))
    }
}
