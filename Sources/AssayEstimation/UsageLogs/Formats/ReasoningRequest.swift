/// Whether a request asked for reasoning.
enum ReasoningRequest {
    /// True or false where one of the scopes shows what was asked; nil where none does.
    static func asked(in scopes: [LogFields]) -> Bool? {
        for scope in scopes {
            if let said = said(scope) { return said }
            for name in ["request", "params", "parameters", "request_body", "proxy_server_request"] {
                let request = scope.embedded(name)
                guard request.json != nil else { continue }
                let body = request.object("body").json == nil ? request : request.object("body")
                if let said = said(body) { return said }
                // A whole request that says nothing about reasoning did not ask for it.
                if body.has(anyOf: ["messages", "input", "prompt", "contents"]) { return false }
            }
        }
        return nil
    }

    private static func said(_ fields: LogFields) -> Bool? {
        if let effort = fields.text("reasoning_effort") { return isEffort(effort) }
        let reasoning = fields.object("reasoning")
        if reasoning.json != nil {
            if let effort = reasoning.text("effort") { return isEffort(effort) }
            if let enabled = reasoning.flag("enabled") { return enabled }
            // The response repeats the request's settings; an empty one was not set.
            return reasoning.has("max_tokens")
        }
        if let type = fields.object("thinking").text("type") { return type != "disabled" }
        return nil
    }

    private static func isEffort(_ effort: String) -> Bool { !["none", "off", "disabled"].contains(effort) }
}
