import AssayJSON

/// Reads the usage in one log, part by part, whatever format it has.
///
/// JSON Lines, JSON documents and lists, server-sent events and tables are told apart by their beginning; the format of
/// each value by its fields, so that logs of several programs may stand in one file. A broken line is told and the rest
/// goes on.
///
/// - Complexity: O(n) time in the length of the log; memory for its longest line, at most 64 MB.
public struct UsageLogReader {
    /// What was read and what could not be.
    public struct Tally: Sendable {
        public init() {}

        /// Lines of text, values of a document or rows of a table.
        public var lines = 0
        public var records = 0
        public var broken = 0
        /// The first broken ones, with the lines they begin on.
        public var problems: [(line: Int, message: String)] = []
        /// Whether the last of the broken lines is the log's last one and has no end: a program may still be writing it.
        public var endsHalfWritten = false
        /// Values that are sound and tell no usage.
        public var withoutUsage = 0
    }

    /// So many broken lines are named.
    public static let namedProblems = 5

    public private(set) var tally = Tally()
    private var context: LogContext
    private var shape: Shape?

    private enum Shape {
        case pieces(LogSplitter)
        case table(LogTableParser, columns: [String: Int]?)
    }

    /// - Parameter dimensions: the labels to look for.
    public init(labels dimensions: [UsageDimension] = []) {
        context = LogContext(LogLabels(wanted: dimensions))
    }

    /// Reads a part of the log; the first one has to hold its beginning, some kilobytes where there are as many.
    ///
    /// - Throws: where the log is in no format that can be read.
    public mutating func feed(
        _ part: UnsafeBufferPointer<UInt8>, _ sink: (UsageRecord) -> Void
    ) throws(UsageLogError) {
        var part = part
        if shape == nil {
            let start = LogShape.contentStart(part)
            shape = try make(LogShape.recognise(part))
            part = UnsafeBufferPointer(rebasing: part[start...])
        }
        switch shape {
        case .pieces(var splitter):
            shape = nil
            splitter.feed(part) { piece, line in take(piece, line, sink) }
            shape = .pieces(splitter)
        case .table(var parser, var columns):
            shape = nil
            parser.feed(part) { row, line in take(row, line, &columns, sink) }
            shape = .table(parser, columns: columns)
        case nil: break
        }
    }

    /// Reads what no newline ended.
    public mutating func finish(_ sink: (UsageRecord) -> Void) {
        switch shape {
        case .pieces(var splitter):
            let broken = tally.broken
            splitter.finish { piece, line in take(piece, line, sink) }
            tally.endsHalfWritten = splitter.cut == .lines && tally.broken > broken
        case .table(var parser, var columns): parser.finish { row, line in take(row, line, &columns, sink) }
        case nil: break
        }
    }

    private func make(_ form: LogShape) throws(UsageLogError) -> Shape {
        switch form {
        case .lines: .pieces(LogSplitter(.lines))
        case .values: .pieces(LogSplitter(.values))
        case .table(let delimiter): .table(LogTableParser(delimiter: delimiter), columns: nil)
        }
    }

    private mutating func fail(_ line: Int, _ message: String) {
        tally.broken += 1
        if tally.problems.count < UsageLogReader.namedProblems { tally.problems.append((line, message)) }
    }

    // MARK: Pieces

    private mutating func take(_ piece: LogSplitter.Piece, _ line: Int, _ sink: (UsageRecord) -> Void) {
        guard case .text(let text) = piece else {
            tally.lines += 1
            return fail(line, "longer than \(LogSplitter.limit >> 20) MB; it was left out")
        }
        guard let text = LogShape.eventData(text) else { return }
        tally.lines += 1
        let document: JSONDocument
        do {
            document = try JSONDocument(
                copying: UnsafeRawBufferPointer(text), options: .init(loneSurrogates: .replace))
        } catch {
            return fail(line + error.position.line - 1, "broken JSON: \(error.reason)")
        }
        guard document.root.kind == .object else { return fail(line, "no JSON object") }
        do throws(UsageLogError) {
            try read(LogFields(document.root), depth: 0, sink)
        } catch {
            fail(line, error.description)
        }
    }

    private static let formats: [any UsageLogFormat.Type] = [
        OpenTelemetryLog.self, SessionLog.self, LiteLLMLog.self, OpenRouterLog.self, AnthropicExport.self,
        OpenAIExport.self, PlainTable.self, ResponseLog.self,
    ]

    /// Lists in which pages of an export hold their rows.
    private static let pages = ["data", "buckets", "rows", "logs", "generations", "responses"]

    private mutating func read(_ value: LogFields, depth: Int, _ sink: (UsageRecord) -> Void) throws(UsageLogError) {
        if depth < 2, let page = UsageLogReader.pages.lazy.compactMap({ value.array($0) }).first,
            !value.has("usage")
        {
            for element in page { try read(LogFields(element), depth: depth + 1, sink) }
            return
        }
        for format in UsageLogReader.formats {
            guard let records = try format.records(in: value, &context) else { continue }
            for record in records { give(record, value, sink) }
            if records.isEmpty { tally.withoutUsage += 1 }
            return
        }
        tally.withoutUsage += 1
    }

    private mutating func give(_ record: UsageRecord, _ value: LogFields, _ sink: (UsageRecord) -> Void) {
        tally.records += 1
        var record = record
        if case .none = record.identity, record.instant != nil || LogShape.holdsContent(value) {
            record.identity = .content(value.digest())
        }
        sink(record)
    }

    // MARK: Rows

    private mutating func take(
        _ row: [[UInt8]]?, _ line: Int, _ columns: inout [String: Int]?, _ sink: (UsageRecord) -> Void
    ) {
        guard let row else {
            tally.lines += 1
            return fail(line, "a row of more than 1 MB, or a quote that does not end; it was left out")
        }
        guard row.count > 1 || row[0].contains(where: { $0 > 0x20 }) else { return }
        guard let names = columns else {
            let titles = row.enumerated().map { (LogRow.fold(String(decoding: $1, as: UTF8.self)), $0) }
            columns = Dictionary(titles, uniquingKeysWith: { first, _ in first })
            return
        }
        tally.lines += 1
        guard row.count <= names.count else {
            return fail(line, "\(row.count) cells, and the table has \(names.count) columns")
        }
        do throws(UsageLogError) {
            try read(LogFields(LogRow(columns: names, cells: row)), depth: 2, sink)
        } catch {
            fail(line, error.description)
        }
    }
}
