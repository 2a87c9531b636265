import AssayPricing

/// All responses of some logs, each once.
///
/// A response is known by its identifier. Its lines and copies repeat it; of several usages of one response the largest
/// counts, since streams tell growing ones. Identifiers that are not unique in the world may mean another response in
/// another file: there, size and time have to agree too.
///
/// - Complexity: O(1) a record; about 200 bytes of memory a response, whatever the size of its lines.
public struct UsageLedger {
    private(set) var entries: [Entry] = []
    private(set) var models = Interner<String?>()
    private(set) var providers = Interner<String?>()
    private(set) var options = Interner<PriceOptions>()
    private(set) var sessions = Interner<String>()
    private(set) var labels = Interner<[UsageDimension: String]>()
    private(set) var otherUsages: [Usage] = []
    private(set) var charges: [ExactDecimal] = []
    /// How many records repeated a response that was there already.
    public private(set) var repeats = 0
    /// How many identifiers meant different responses.
    public private(set) var collisions = 0

    private var places: [UInt64: Int32] = [:]
    private var rows: [UInt64: Int] = [:]
    private var file: Int32 = -1

    public init() {}

    /// How many responses and rows there are.
    public var count: Int { entries.count }

    /// What is added from here on is of another file.
    public mutating func beginFile() {
        file += 1
        rows = [:]
    }

    public mutating func add(_ record: UsageRecord) {
        switch record.identity {
        case .none: append(record, key: nil)
        case .content(let digest): addOnce(record, key: hash("content", digest))
        case .row(let digest):
            // A row may stand in a file twice and mean two rows; the same file given twice means one.
            rows[digest, default: 0] += 1
            addOnce(record, key: hash("row", digest, rows[digest] ?? 0))
        case .response(let id): add(record, id)
        }
    }

    private func hash(_ parts: any Hashable...) -> UInt64 {
        var hasher = Hasher()
        for part in parts { hasher.combine(part) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    private mutating func addOnce(_ record: UsageRecord, key: UInt64) {
        if places[key] == nil { append(record, key: key) } else { repeats += 1 }
    }

    private mutating func add(_ record: UsageRecord, _ id: String) {
        let key = hash("id", id)
        guard let place = places[key] else { return append(record, key: key) }
        if isSame(entries[Int(place)], record, id) { return merge(record, into: Int(place)) }
        // The other responses with this identifier are known by the file and the size of the prompt.
        let own = hash("id", id, file, record.usage[.input], record.instant)
        if let place = places[own] { return merge(record, into: Int(place)) }
        collisions += 1
        append(record, key: own)
    }

    private mutating func append(_ record: UsageRecord, key: UInt64?) {
        if let key { places[key] = Int32(clamping: entries.count) }
        var entry = Entry(
            instant: record.instant, usage: CompactUsage(record.usage, others: &otherUsages),
            requests: record.requests, model: models.place(record.model), provider: providers.place(record.provider),
            options: options.place(record.options), session: sessions.place(record.session),
            agent: sessions.place(record.agent), labels: labels.place(record.labels), file: file,
            promptsLongerThan: Int32(clamping: record.promptsLongerThan ?? 0), flags: Flags(record))
        keep(record.charged, in: &entry)
        entries.append(entry)
    }

    private mutating func keep(_ charged: ExactDecimal?, in entry: inout Entry) {
        guard let charged else { return }
        entry.charged = Int32(clamping: charges.count)
        charges.append(charged)
    }

    // MARK: Repeated responses

    /// Whether a record is of the response that an entry stands for.
    private func isSame(_ entry: Entry, _ record: UsageRecord, _ id: String) -> Bool {
        if record.isPartial { return true }
        let known = entry.usage.usage(otherUsages)
        let isSameSize = (try? known.promptTokens()) == (try? record.usage.promptTokens())
        let gap = entry.instant.flatMap { one in record.instant.map { abs(one.seconds - $0.seconds) } }
        if UsageLedger.isUnique(id) { return isSameSize || (gap.map { $0 <= (entry.file == file ? 600 : 0) } ?? false) }
        guard record.model == nil || models[entry.model] == nil || models[entry.model] == record.model else {
            return false
        }
        if entry.file == file {
            let isSameSession = !record.session.isEmpty && sessions[entry.session] == record.session
            return (isSameSize || isSameSession) && (gap ?? 0) <= 600
        }
        return isSameSize && (gap.map { $0 == 0 } ?? (known == record.usage))
    }

    /// Identifiers that providers make are long and random; `1` and `resp-1` are not.
    private static func isUnique(_ id: String) -> Bool {
        id.utf8.count >= 16 && id.utf8.contains { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    private mutating func merge(_ record: UsageRecord, into place: Int) {
        repeats += 1
        var entry = entries[place]
        let known = entry.usage.usage(otherUsages)
        if record.isPartial {
            let joined = UsageLedger.larger(known, record.usage)
            if joined != known { entry.usage = CompactUsage(joined, others: &otherUsages) }
        } else if record.usage != known, TokenCounts(record.usage).total >= TokenCounts(known).total {
            entry.usage = CompactUsage(record.usage, others: &otherUsages)
        }
        if models[entry.model] == nil { entry.model = models.place(record.model) }
        if sessions[entry.session].isEmpty { entry.session = sessions.place(record.session) }
        if labels[entry.labels].isEmpty { entry.labels = labels.place(record.labels) }
        if entry.instant == nil { entry.instant = record.instant }
        if entry.charged < 0 { keep(record.charged, in: &entry) }
        entries[place] = entry
    }

    /// Meter by meter the larger number: the parts of a stream tell running totals.
    private static func larger(_ one: Usage, _ two: Usage) -> Usage {
        var result = Usage()
        for meter in Set(one.meters + two.meters) { try? result.add(max(one[meter], two[meter]), to: meter) }
        return result
    }
}
