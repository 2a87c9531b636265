import AssayJSON

/// What a response answers.
enum RequestID: Hashable {
    case integer(Int)
    case string(String)

    /// Nil for what the protocol does not allow as an id.
    init?(_ value: JSONValue?) {
        if let number = value?.int {
            self = .integer(number)
        } else if let text = value?.string {
            self = .string(text)
        } else {
            return nil
        }
    }

    func write(_ writer: inout JSONWriter) {
        switch self {
        case .integer(let number): writer.value(number)
        case .string(let text): writer.value(text)
        }
    }
}

/// The errors of JSON-RPC and of the protocol that the server answers with.
enum ResponseError: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParameters = -32602
    case notInitialized = -32002
    case requestCancelled = -32800
}

/// Messages to the client, made of JSON.
enum OutgoingMessage {
    static func response(_ id: RequestID, _ result: (inout JSONWriter) -> Void) -> [UInt8] {
        message { writer in
            writer.key("id")
            id.write(&writer)
            writer.key("result")
            result(&writer)
        }
    }

    static func error(_ id: RequestID?, _ code: ResponseError, _ text: String) -> [UInt8] {
        message { writer in
            writer.key("id")
            if let id { id.write(&writer) } else { writer.null() }
            writer.key("error")
            writer.object { writer in
                writer.member("code", code.rawValue)
                writer.member("message", text)
            }
        }
    }

    static func notification(_ method: String, _ parameters: (inout JSONWriter) -> Void) -> [UInt8] {
        message { writer in
            writer.member("method", method)
            writer.key("params")
            writer.object(parameters)
        }
    }

    static func request(_ id: String, _ method: String, _ parameters: (inout JSONWriter) -> Void) -> [UInt8] {
        message { writer in
            writer.member("id", id)
            writer.member("method", method)
            writer.key("params")
            writer.object(parameters)
        }
    }

    private static func message(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("jsonrpc", "2.0")
            body(&writer)
        }
        return writer.bytes
    }
}
