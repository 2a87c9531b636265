/// Sessions of coding agents, one event a line.
///
/// Read: lines with a `message` (role, content, usage), lines with a `payload` (message, function call and output,
/// token counts), and lines that are messages themselves. A response may span several lines that repeat its id and
/// usage: it is one message and its usage is counted once. Side conversations are units of their own.
/// Texts are not decoded; a segment's content is decoded when it is asked for.
public struct SessionReader {
    private var units: [PromptUnit] = []
    private var session = ""
    private var keys: [Key: Int] = [:]
    private var usages: [Int: [String: Int]] = [:]
    /// Id of the response the last message of each unit belongs to.
    private var lastResponse: [Int: String] = [:]
    public private(set) var problems: [ReadProblem] = []

    private struct Key: Hashable {
        var session: String
        var isSide: Bool
    }

    public init() {}

    static func read(into document: inout PromptDocument) {
        var reader = SessionReader()
        document.source.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let end = LineScanner.end(of: bytes, from: start)
                reader.read(bytes, start..<end)
                start = end + 1
            }
        }
        document.problems += reader.problems
        document.units = reader.finish()
    }

    /// Reads one line; spans are offsets into `bytes`.
    /// Complexity: O(n) in the line, without allocation but for what the line adds.
    public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
        var scanner = JSONScanner(bytes, in: line)
        guard scanner.peek() == UInt8(ascii: "{") else {
            if scanner.peek() != 0 {
                problems.append(ReadProblem(offset: line.lowerBound, message: "this line is no JSON object"))
            }
            return
        }
        var event = SessionEvent()
        event.read(&scanner)
        if scanner.isBroken || scanner.peek() != 0 {
            problems.append(
                ReadProblem(offset: scanner.offset, message: "this line is broken JSON; what was read of it is kept"))
        }
        add(event, line)
    }

    /// The units, once all lines have been read.
    public consuming func finish() -> [PromptUnit] {
        units.filter { !$0.messages.isEmpty || !$0.facts.usage.isEmpty }
    }

    // MARK: Adding

    private mutating func add(_ event: SessionEvent, _ line: Range<Int>) {
        guard event.role != nil || event.usage != nil || !event.segments.isEmpty || event.model != nil else { return }
        // Only the first line of some logs names the session.
        if !event.session.isEmpty { session = event.session }
        let index = unit(for: Key(session: session, isSide: event.isSide), line)
        units[index].span = units[index].span.lowerBound..<line.upperBound
        if let model = event.model { units[index].facts.model = model }
        if let usage = event.identifiedUsage { count(usage, index, line) }
        guard let role = event.role, !event.segments.isEmpty else { return }
        let continues = event.response != nil && event.response == lastResponse[index]
        if continues, let last = units[index].messages.indices.last {
            units[index].messages[last].segments += event.segments
            units[index].messages[last].span = units[index].messages[last].span.lowerBound..<line.upperBound
        } else {
            units[index].messages.append(PromptMessage(role: role, span: line, segments: event.segments))
        }
        lastResponse[index] = event.response
    }

    private mutating func unit(for key: Key, _ line: Range<Int>) -> Int {
        if let index = keys[key] { return index }
        let index = units.count
        keys[key] = index
        units.append(PromptUnit(name: key.isSide ? key.session + " side" : key.session, span: line))
        return index
    }

    /// Lines of one response repeat its usage; the last one counts.
    private mutating func count(_ usage: ReportedUsage, _ index: Int, _ line: Range<Int>) {
        var usage = usage
        usage.span = line
        if !usage.id.isEmpty, let known = usages[index, default: [:]][usage.id] {
            units[index].facts.usage[known] = usage
        } else {
            usages[index, default: [:]][usage.id] = units[index].facts.usage.count
            units[index].facts.usage.append(usage)
        }
    }
}
