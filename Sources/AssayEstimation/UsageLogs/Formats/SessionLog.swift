import AssayJSON
import AssayPricing

/// Sessions of coding agents: a `message` with its usage, a `payload` with running counts, or a message with `tokens`.
enum SessionLog: UsageLogFormat {
    static func records(in value: LogFields, _ context: inout LogContext) throws(UsageLogError) -> [UsageRecord]? {
        if let list = value.array("messages"), let id = value.text("sessionId", "sessionID") {
            context.session = id
            var records: [UsageRecord] = []
            for element in list {
                if let record = try counted(LogFields(element), &context) { records.append(record) }
            }
            return records
        }
        note(value, &context)
        let message = value.object("message")
        if message.object("usage").json != nil, value.text("type") != "message_start" {
            return try answer(value, message, &context).map { [$0] } ?? []
        }
        let payload = value.object("payload")
        if payload.json != nil { return try running(value, payload, &context).map { [$0] } ?? [] }
        if value.object("tokens").json != nil { return try counted(value, &context).map { [$0] } }
        return nil
    }

    private static func note(_ value: LogFields, _ context: inout LogContext) {
        if let session = value.text("sessionId", "session_id", "sessionID") { context.session = session }
        if let folder = value.text("cwd") { context.folder = folder }
    }

    /// A line of an assistant's answer, which repeats the response's identifier and usage.
    private static func answer(
        _ line: LogFields, _ message: LogFields, _ context: inout LogContext
    ) throws(UsageLogError) -> UsageRecord? {
        // The program's own remarks are marked so; no model was asked.
        guard message.text("model") != "<synthetic>", let json = message.json else { return nil }
        let id = message.text("id") ?? line.text("requestId", "uuid", "id")
        var record = UsageRecord(identity: id.map(UsageRecord.Identity.response) ?? .none)
        do {
            let report = try UsageReader.read(json)
            (record.usage, record.options, record.model) = (report.usage, report.options, report.model)
            record.provider = ResponseLog.provider(report)
        } catch {
            throw UsageLogError(error.reason)
        }
        record.instant = try line.instant("timestamp", "time", "created_at")
        record.session = context.session
        record.agent = line.text("agentId") ?? (line.flag("isSidechain") == true ? "side" : "")
        record.isInOrder = true
        record.charged = try line.amount("costUSD")
        record.labels = context.labels.read([line, message])
        return record
    }

    /// Token counts of the last request, told as an event; a repeated running total is no new request.
    private static func running(
        _ line: LogFields, _ payload: LogFields, _ context: inout LogContext
    ) throws(UsageLogError) -> UsageRecord? {
        if line.text("type") == "session_meta", let id = payload.text("id") { context.session = id }
        if let folder = payload.text("cwd") { context.folder = folder }
        if let model = payload.text("model") { context.model = model }
        if let effort = payload.text("effort") { context.asksForReasoning = effort != "none" }
        let info = payload.object("info")
        let last = info.object("last_token_usage")
        guard last.json != nil else { return nil }
        let total = info.object("total_token_usage").json.map { String(decoding: $0.rawBytes, as: UTF8.self) }
        if let total, total == context.runningTotal { return nil }
        context.runningTotal = total
        let time = line.text("timestamp") ?? ""
        let counts = String(decoding: last.json?.rawBytes ?? [], as: UTF8.self)
        var record = UsageRecord(
            identity: time.isEmpty && total == nil
                ? .none : .response("\(context.session) \(time) \(total ?? "") \(counts)"))
        try record.usage.addTokens(
            input: last.count("input_tokens") ?? 0, read: last.count("cached_input_tokens") ?? 0,
            output: last.count("output_tokens") ?? 0, reasoning: last.count("reasoning_output_tokens") ?? 0)
        record.model = context.model
        record.instant = try line.instant("timestamp")
        record.session = context.session
        record.isInOrder = true
        record.asksForReasoning = context.asksForReasoning
        record.labels = context.labels.read([line, payload])
        if let folder = context.folder, context.labels.wanted.contains(.project), record.labels[.project] == nil {
            record.labels[.project] = folder
        }
        return record
    }

    /// A message with a `tokens` object: with a `cache` inside, fresh input stands beside it, otherwise around it.
    private static func counted(
        _ message: LogFields, _ context: inout LogContext
    ) throws(UsageLogError) -> UsageRecord? {
        let tokens = message.object("tokens")
        guard tokens.json != nil, let id = message.text("id") else { return nil }
        var record = UsageRecord(identity: .response(id))
        let input = try tokens.count("input") ?? 0
        let output = try tokens.count("output") ?? 0
        let cache = tokens.object("cache")
        if cache.json != nil {
            try record.usage.add([
                (.input, input), (.cacheRead, cache.count("read") ?? 0), (.cacheWrite5m, cache.count("write") ?? 0),
                (.output, output), (.reasoning, tokens.count("reasoning") ?? 0),
            ])
        } else {
            let cached = try tokens.count("cached") ?? 0
            guard cached <= input else {
                throw UsageLogError("cached is \(cached), more than input, which is \(input)")
            }
            try record.usage.add([
                (.input, input - cached), (.cacheRead, cached), (.output, output),
                (.reasoning, tokens.count("thoughts") ?? 0), (Meter(.input, .tool), tokens.count("tool") ?? 0),
            ])
        }
        record.model = message.text("modelID", "model")
        record.instant =
            message.has("timestamp") ? try message.instant("timestamp") : try message.object("time").instant("created")
        record.session = message.text("sessionID", "sessionId") ?? context.session
        record.isInOrder = true
        record.charged = try message.amount("cost")
        record.labels = context.labels.read([message])
        return record
    }
}
