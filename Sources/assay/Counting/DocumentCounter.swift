import AssayEstimation
import AssayPrompts
import AssayTokenization

/// Counts one file after the other as prompts: reads it, fills what can be filled, and counts what would be sent.
struct DocumentCounter {
    let columns: ColumnSet
    let grouping: Grouping
    private let special: SpecialTokenPolicy
    private let prompts: PromptReading
    /// What every file is read as; nil where each tells its own.
    var format: PromptFormat? { prompts.format }
    private let filler: PromptFiller

    init(
        _ columns: [Column], special: SpecialTokenPolicy, grouping: Grouping, prompts: PromptReading
    ) {
        self.columns = ColumnSet(columns)
        self.special = special
        self.grouping = grouping
        self.prompts = prompts
        filler = PromptFiller(values: prompts.values, expectsValues: prompts.expectsValues)
    }

    /// Counts what `source` holds; `tell` hears what was not done.
    func count(
        _ bytes: [UInt8], _ source: InputSource, isNamed: Bool, tell: @escaping (DocumentProblem) -> Void
    ) throws(Failure) -> DocumentCount {
        let path: FilePath? = source == .standardInput ? nil : source.path
        let document = try PromptDocument(
            reading: bytes, source, isNamed: isNamed, as: prompts.format, action: "counted")
        let folder = PromptFolder(beside: path)
        let places = SourcePlaces(document.source)
        func tellAll(_ problems: [ReadProblem], isLoss: Bool = false) {
            for problem in problems {
                let line = places.line(at: problem.offset)
                tell(isLoss ? .error(line: line, problem.message) : .note(line: line, problem.message))
            }
        }
        if !document.units.isEmpty { tellAll(document.omissions) }
        // A line that is no request is a request that is missing from the sum.
        tellAll(document.problems, isLoss: RequestFile.formats.contains(document.format))
        let resolution = IncludeResolver(read: folder.read).units(of: document)
        tellAll(resolution.problems, isLoss: true)
        tellAll(resolution.skipped)
        var count = DocumentCount(
            path: source.path, format: document.format, bytes: bytes.count, rows: [],
            counts: Array(repeating: .zero, count: columns.columns.count))
        var others: [String: SourcePlaces] = [:]
        // A fragment is counted with the units that send it. Where texts are counted, BAML's are in no other unit's.
        let isByText = grouping == .segment || grouping == .kind || grouping == .language
        for unit in resolution.units where !unit.unit.facts.isFragment || isByText && document.format == .baml {
            var home = places
            if let path = unit.path {
                home = others[path] ?? SourcePlaces(unit.document.source)
                others[path] = home
            }
            let context = UnitContext(unit, home)
            let ways = ways(context, folder, tell: tell)
            do {
                try add(context, ways, folder, to: &count, tell: tell)
            } catch {
                throw source.failure(error)
            }
        }
        if grouping == .kind || grouping == .language { count.rows = DocumentRow.merged(count.rows) }
        return count
    }

    // MARK: Filling

    /// One way to send a unit: filled with values, or as it stands.
    struct Way {
        var fixture: String?
        var rendered: RenderedUnit?
    }

    private func ways(_ context: UnitContext, _ folder: PromptFolder, tell: @escaping (DocumentProblem) -> Void)
        -> [Way]
    {
        guard grouping != .segment, grouping != .kind else { return [Way()] }
        let line = context.unit.path == nil ? context.line(at: context.unit.unit.span.lowerBound) : 1
        let fillings = filler.fill(context.unit, folder) { tell(.note(line: line, $0)) }
        return fillings.isEmpty ? [Way()] : fillings.map { Way(fixture: $0.name, rendered: $0.rendered) }
    }

    // MARK: Counting

    private func add(
        _ context: UnitContext, _ ways: [Way], _ folder: PromptFolder, to count: inout DocumentCount,
        tell: @escaping (DocumentProblem) -> Void
    ) throws {
        count.units += 1
        count.images += context.unit.unit.segments.count { $0.kind == .image }
        switch grouping {
        case .segment, .kind: try addSegments(context, to: &count)
        case .language: try addLanguages(context, ways[0], to: &count)
        case .unit, .message, .file, .total:
            var totals: [[TokenBounds]] = []
            var scripts = ScriptTally()
            for way in ways {
                let parts = try messages(context, way, folder, tell: tell)
                totals.append(parts.reduce(columns.zero) { columns.sum($0, $1.bounds) })
                for part in parts { scripts.add(part.text) }
                addRows(context, way, parts, to: &count)
            }
            let bounds = columns.tokenizers.indices.map { index in TokenBounds.over(totals.map { $0[index] }) }
            add(bounds, scripts, to: &count)
        }
    }

    private func add(_ bounds: [TokenBounds], _ scripts: ScriptTally, to count: inout DocumentCount) {
        if bounds.contains(where: { !$0.isExact }) { count.openUnits += 1 }
        for (index, tokens) in columns.counts(bounds, scripts: scripts).enumerated() { count.counts[index] += tokens }
    }

    /// A message with its text, as far as it is known.
    struct Message {
        var role: Role
        var text: [UInt8]
        var offset: Int?
        /// One a tokenizer.
        var bounds: [TokenBounds]
    }

    private func messages(
        _ context: UnitContext, _ way: Way, _ folder: PromptFolder, tell: @escaping (DocumentProblem) -> Void
    ) throws -> [Message] {
        let (document, unit) = (context.unit.document, context.unit.unit)
        var messages: [Message]
        if let rendered = way.rendered {
            let bounds = try counters.map { try $0.count(rendered, of: unit, in: document) }
            // Filling may repeat messages or leave some out; where it does neither, each is where it was written.
            let isAsWritten = rendered.messages.map(\.role) == unit.messages.map(\.role)
            messages = rendered.messages.indices.map { index in
                Message(
                    role: rendered.messages[index].role, text: Array(rendered.messages[index].text.utf8),
                    offset: isAsWritten ? unit.messages[index].span.lowerBound : nil,
                    bounds: bounds.map { $0[index] })
            }
        } else {
            let bounds = try counters.map { try $0.count(unit, in: document) }
            messages = unit.messages.indices.map { index in
                let message = unit.messages[index]
                return Message(
                    role: message.role, text: message.sentText(in: document), offset: message.span.lowerBound,
                    bounds: bounds.map { $0[index] })
            }
            let home = context.unit.path.map { folder.folder(of: $0) } ?? folder
            var includes = IncludeCounter(
                counters: counters, folder: home, host: context.unit.path ?? folder.name ?? "", tell: tell)
            let included = try includes.count(unit) { context.line(at: $0.span.lowerBound) }
            if !messages.isEmpty {
                messages[messages.count - 1].bounds = columns.sum(messages[messages.count - 1].bounds, included)
            }
        }
        return messages
    }

    var counters: [UnitCounter] {
        columns.tokenizers.map { UnitCounter($0, special: special, assumptions: prompts.assumptions) }
    }
}

/// What was not done, and where.
enum DocumentProblem {
    case note(line: Int, String)
    case error(line: Int, String)
}

/// A unit and the places of its file.
struct UnitContext {
    let unit: ResolvedUnit
    private let places: SourcePlaces

    init(_ unit: ResolvedUnit, _ places: SourcePlaces) {
        self.unit = unit
        self.places = places
    }

    func line(at offset: Int) -> Int { places.line(at: offset) }

    func position(at offset: Int) -> LineIndex.Position { places.position(at: offset) }
}
