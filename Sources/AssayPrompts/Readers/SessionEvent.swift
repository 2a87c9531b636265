/// What one line of a session says.
struct SessionEvent {
    var session = ""
    var isSide = false
    var role: Role?
    var model: String?
    /// The response's id, which other lines of it repeat.
    var response: String?
    var usage: ReportedUsage?
    var segments: [Segment] = []
    private var type = Range(uncheckedBounds: (0, 0))

    /// Reads the object at the cursor.
    mutating func read(_ scanner: inout JSONScanner) {
        scanner.members { key, scanner in
            if scanner.equals(key, "type") {
                self.type = scanner.string() ?? self.type
            } else if scanner.equals(key, "sessionId") || scanner.equals(key, "session_id") {
                if let id = scanner.string() { self.session = scanner.text(id) }
            } else if scanner.equals(key, "isSidechain") {
                self.isSide = scanner.equals(scanner.value(), "true")
            } else if scanner.equals(key, "message") {
                self.readMessage(&scanner)
            } else if scanner.equals(key, "payload") {
                self.readPayload(&scanner)
            } else {
                self.readField(key, &scanner)
            }
        }
        guard role == nil, !segments.isEmpty else { return }
        switch Role(name: scanner.text(type)) {
        case .user: role = .user
        case .assistant, .unspecified: role = .assistant
        default:
            // Notes of the tool that wrote the log (a progress line, a snapshot): the model never sees them.
            segments = []
        }
    }

    /// `message` is an object, or in simple logs a text whose role is the line's type.
    private mutating func readMessage(_ scanner: inout JSONScanner) {
        guard scanner.peek() == UInt8(ascii: "{") else {
            readContent(&scanner)
            return
        }
        scanner.members { key, scanner in self.readField(key, &scanner) }
    }

    /// Fields of a message, wherever it stands.
    private mutating func readField(_ key: Range<Int>, _ scanner: inout JSONScanner) {
        if scanner.equals(key, "role") {
            if let name = scanner.string() { role = Role(name: scanner.text(name)) }
        } else if scanner.equals(key, "content") || scanner.equals(key, "parts") {
            readContent(&scanner)
        } else if scanner.equals(key, "id") {
            if let id = scanner.string() { response = scanner.text(id) }
        } else if scanner.equals(key, "model") {
            if let name = scanner.string() { model = scanner.text(name) }
        } else if scanner.equals(key, "usage") {
            readUsage(&scanner)
        } else if scanner.equals(key, "tool_calls") {
            readContent(&scanner)
        }
    }

    // MARK: Payloads

    /// `payload` of a line that wraps what was sent or received.
    private mutating func readPayload(_ scanner: inout JSONScanner) {
        var type = Range(uncheckedBounds: (0, 0))
        var isCall = false
        scanner.members { key, scanner in
            if scanner.equals(key, "type") {
                type = scanner.string() ?? type
                isCall = scanner.equals(type, "function_call") || scanner.equals(type, "custom_tool_call")
                if isCall || scanner.equals(type, "reasoning") { self.role = .assistant }
                if scanner.equals(type, "function_call_output") || scanner.equals(type, "custom_tool_call_output") {
                    self.role = .tool
                }
            } else if scanner.equals(key, "info") {
                self.readTokenCount(&scanner)
            } else if scanner.equals(key, "instructions") || scanner.equals(key, "output")
                || scanner.equals(key, "arguments")
                || scanner.equals(key, "input") || scanner.equals(key, "summary")
            {
                if self.role == nil { self.role = .system }
                self.readContent(&scanner)
            } else if scanner.equals(key, "name"), isCall {
                self.readContent(&scanner)
            } else if scanner.equals(key, "id"), !scanner.equals(type, "message") {
                if self.session.isEmpty, type.isEmpty, let id = scanner.string() { self.session = scanner.text(id) }
            } else if !scanner.equals(key, "message") {
                self.readField(key, &scanner)
            }
        }
    }

    /// Token counts of the last request, as an event of its own.
    private mutating func readTokenCount(_ scanner: inout JSONScanner) {
        guard scanner.peek() == UInt8(ascii: "{") else { return }
        scanner.members { key, scanner in
            if scanner.equals(key, "last_token_usage") { self.readUsage(&scanner) }
        }
    }

    // MARK: Content

    /// A text, a list of blocks, or one block.
    private mutating func readContent(_ scanner: inout JSONScanner, depth: Int = 0) {
        guard depth < 8 else { return }
        switch scanner.peek() {
        case UInt8(ascii: "\""):
            if let text = scanner.string(), !text.isEmpty {
                segments.append(Segment(kind: .text, span: text, content: .json))
            }
        case UInt8(ascii: "["):
            scanner.elements { scanner in self.readContent(&scanner, depth: depth + 1) }
        case UInt8(ascii: "{"):
            readBlock(&scanner, depth: depth)
        default: scanner.value()
        }
    }

    private mutating func readBlock(_ scanner: inout JSONScanner, depth: Int) {
        let start = scanner.offset
        let first = segments.count
        var isMedia = false
        scanner.members { key, scanner in
            if scanner.equals(key, "type") {
                if let type = scanner.string() {
                    isMedia =
                        scanner.equals(type, "image") || scanner.equals(type, "document")
                        || scanner.equals(type, "input_image")
                }
            } else if scanner.equals(key, "text") || scanner.equals(key, "content") || scanner.equals(key, "thinking")
                || scanner.equals(key, "name") || scanner.equals(key, "function") || scanner.equals(key, "arguments")
                || scanner.equals(key, "output")
            {
                self.readContent(&scanner, depth: depth + 1)
            } else if scanner.equals(key, "input") || scanner.equals(key, "args") {
                let range = scanner.value()
                self.segments.append(Segment(kind: .text, span: range))
            }
        }
        if isMedia {
            segments.removeSubrange(first...)
            segments.append(Segment(kind: .image, span: start..<scanner.offset))
        }
    }

    // MARK: Usage

    private mutating func readUsage(_ scanner: inout JSONScanner) {
        guard scanner.peek() == UInt8(ascii: "{") else { return }
        var usage = ReportedUsage(id: "", span: 0..<0)
        var hasCounts = false
        scanner.members { key, scanner in
            if scanner.equals(key, "input_tokens") || scanner.equals(key, "prompt_tokens") {
                usage.inputTokens = scanner.integer()
                hasCounts = true
            } else if scanner.equals(key, "output_tokens") || scanner.equals(key, "completion_tokens") {
                usage.outputTokens = scanner.integer()
                hasCounts = true
            } else if scanner.equals(key, "cache_read_input_tokens") || scanner.equals(key, "cached_input_tokens") {
                usage.cacheReadTokens = scanner.integer()
            } else if scanner.equals(key, "cache_creation_input_tokens") {
                usage.cacheWriteTokens = scanner.integer()
            } else if scanner.equals(key, "reasoning_output_tokens") {
                usage.reasoningTokens = scanner.integer()
            }
        }
        if hasCounts { self.usage = usage }
    }

    /// The usage with the response's id and model, which may stand behind it on the line.
    var identifiedUsage: ReportedUsage? {
        guard var usage else { return nil }
        usage.id = response ?? ""
        usage.model = model
        return usage
    }
}
