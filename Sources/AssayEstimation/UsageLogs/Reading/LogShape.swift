import AssayJSON

/// How a log is laid out, as its beginning tells.
enum LogShape: Equatable {
    /// A JSON value a line.
    case lines
    /// JSON over several lines, or a list.
    case values
    case table(delimiter: UInt8)

    /// Where the text starts behind a byte order mark and white space.
    static func contentStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// - Throws: for what is compressed or binary, or neither JSON nor a table that is known.
    static func recognise(_ bytes: UnsafeBufferPointer<UInt8>) throws(UsageLogError) -> LogShape {
        try refuseBinary(bytes)
        let text = bytes[contentStart(bytes)...]
        guard let start = text.firstIndex(where: { $0 > 0x20 }) else { return .lines }
        let lines = text[start...].prefix(1 << 16).split(separator: 0x0A, maxSplits: 8)
        let first = lines.first ?? text
        if text[start] == UInt8(ascii: "[") { return .values }
        if text[start] == UInt8(ascii: "{") {
            return lines.count < 2 || isLine(first) || !goesOn(first, lines[1...]) ? .lines : .values
        }
        if lines.contains(where: { $0.starts(with: "data:".utf8) || $0.starts(with: "event:".utf8) }) { return .lines }
        if let delimiter = delimiter(first) { return .table(delimiter: delimiter) }
        if lines.contains(where: { $0.first == UInt8(ascii: "{") }) { return .lines }
        throw UsageLogError(
            "this is no log that can be read: neither JSON, JSON Lines nor a table with columns of tokens or costs")
    }

    /// What a line tells of a stream of server-sent events: the JSON behind `data:`, nothing where it is another field of
    /// an event, and of any other line all. Nil where nothing is there.
    ///
    /// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
    static func eventData(_ line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        guard let start = line.firstIndex(where: { $0 > 0x20 }) else { return nil }
        guard line[start] != UInt8(ascii: "{") else { return line }
        let text = line[start...]
        if text.starts(with: "data:".utf8) {
            let data = UnsafeBufferPointer(rebasing: text.dropFirst(5))
            guard let first = data.firstIndex(where: { $0 > 0x20 }) else { return nil }
            return data[first...].starts(with: "[DONE]".utf8) ? nil : data
        }
        let isField = ["event:", "id:", "retry:", ":"].contains { text.starts(with: $0.utf8) }
        return isField ? nil : line
    }

    private static func isLine(_ bytes: some Sequence<UInt8>) -> Bool {
        (try? JSONDocument(Array(bytes), options: .init(loneSurrogates: .replace))) != nil
    }

    /// Whether a first line that is no value by itself goes on in those below, rather than being broken: it ends in an
    /// opening bracket, or no line below is a value by itself.
    private static func goesOn(
        _ first: Slice<UnsafeBufferPointer<UInt8>>, _ below: ArraySlice<Slice<UnsafeBufferPointer<UInt8>>>
    ) -> Bool {
        let last = first.last { $0 > 0x20 }
        return last == UInt8(ascii: "{") || last == UInt8(ascii: "[")
            || !below.contains { $0.first == UInt8(ascii: "{") && isLine($0) }
    }

    private static func refuseBinary(_ bytes: UnsafeBufferPointer<UInt8>) throws(UsageLogError) {
        let kinds: [(start: [UInt8], name: String, tool: String)] = [
            ([0x1F, 0x8B], "gzip", "gunzip -c"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd", "zstd -dc"),
            ([0x50, 0x4B, 0x03, 0x04], "zip", "unzip -p"), ([0x42, 0x5A, 0x68], "bzip2", "bzip2 -dc"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz", "xz -dc"),
        ]
        for kind in kinds where bytes.starts(with: kind.start) {
            throw UsageLogError("it is compressed with \(kind.name); give it as '\(kind.tool) FILE | assay usage -'")
        }
        if bytes.prefix(8192).contains(0) {
            throw UsageLogError("it is binary (it has NUL bytes); logs are text in UTF-8")
        }
    }

    /// Columns of which a table of usage or costs has at least one.
    private static let known: Set<String> = [
        "input_tokens", "prompt_tokens", "tokens_prompt", "tokens_in", "output_tokens", "completion_tokens",
        "usage_input_tokens_no_cache", "n_context_tokens_total", "num_model_requests", "cost_usd", "amount_value",
        "native_tokens_prompt", "spend",
    ]

    private static func delimiter(_ header: some Collection<UInt8>) -> UInt8? {
        for delimiter in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] {
            let names = header.split(separator: delimiter).map { name in
                LogRow.fold(String(decoding: name.filter { $0 != UInt8(ascii: "\"") && $0 != 0x0D }, as: UTF8.self))
            }
            if names.count > 1, names.contains(where: known.contains) { return delimiter }
        }
        return nil
    }

    /// Members that say nothing about which request it was.
    private static let plain: Set<String> = [
        "usage", "model", "object", "type", "service_tier", "prompt_tokens", "completion_tokens", "total_tokens",
        "input_tokens", "output_tokens", "usageMetadata", "usage_metadata",
    ]

    /// Whether a line holds more than a model and numbers, so that an identical one is the same response.
    static func holdsContent(_ value: LogFields) -> Bool {
        guard let json = value.json else { return false }
        return json.members.contains { key, member in
            guard let name = key.string, !plain.contains(name) else { return false }
            return [.array, .object, .string].contains(member.kind)
                && !name.hasSuffix("_details")
        }
    }
}
