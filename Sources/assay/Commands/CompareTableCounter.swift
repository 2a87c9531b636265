import AssayEstimation
import AssayJSON
import AssayTokenization

/// Hands the rows of tables to a counter, and tells it of languages as they come up: the first row need not have all.
final class CompareTableCounter {
    private let run: CompareRun
    private var source = InputSource.standardInput
    private var languages: [ComparedLanguage] = []
    private var rows: RowCounter?
    /// Whether no text in the base language has come yet.
    private var lacksBase = false
    /// For each column or key of the file that is being read the place of its language; nil where it holds something
    /// else.
    private var places: [String: Int?] = [:]
    /// The places that columns or keys of the file have.
    private var taken: Set<Int> = []
    /// The key of the objects in which each row has its texts, as in `{"translation": {"en": …, "de": …}}`.
    private var holder: String?
    /// The header of the delimited file that is being read: for each column the place of its language.
    private var header: [Int?]?
    private var headerNames: [String] = []
    private var gaps = CompareGaps()
    private var emptyNames = CompareEmptyNames()

    init(_ run: CompareRun) { self.run = run }

    func begin(_ source: InputSource) {
        self.source = source
        gaps.begin(source)
        emptyNames.begin(source)
        header = nil
        holder = nil
        places = [:]
        taken = []
    }

    // MARK: JSON Lines

    func addObject(_ line: UnsafeBufferPointer<UInt8>, line number: Int) throws {
        guard line.contains(where: { $0 > 0x20 }) else { return }
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(copying: UnsafeRawBufferPointer(line)).root
        } catch {
            throw Failure("\(source.display), line \(number): \(error.reason) (column \(error.position.column))")
        }
        guard root.kind == .object else {
            throw Failure("\(source.display), line \(number): expected an object with a text for each language")
        }
        if places.isEmpty { holder = findHolder(in: root) }
        let object = holder.flatMap { root[$0] } ?? root
        var texts: [(name: String, text: [UInt8])] = []
        for (key, value) in object.members {
            if let name = key.string, let text = value.utf8 { texts.append((name, text)) }
        }
        // A row of nulls says nothing, not even which keys are languages.
        guard texts.contains(where: { $0.text.contains { $0 > 0x20 } }) else {
            for (name, _) in texts { emptyNames.add(name) }
            return
        }
        try learn(texts, line: number)
        var row = [[UInt8]?](repeating: nil, count: languages.count)
        for (name, text) in texts {
            if let place = places[name] ?? nil { row[place] = text }
        }
        try add(row, line: number)
    }

    /// The key of an object with texts by language, where the first row has none outside.
    private func findHolder(in root: JSONValue) -> String? {
        func hasLanguage(_ object: JSONValue) -> Bool {
            object.members.contains { key, value in
                guard let name = key.string, let text = value.string else { return false }
                return LanguageColumn.language(name, firstValue: text) != nil
            }
        }
        if hasLanguage(root) { return nil }
        return Array(root.members).first { $0.value.kind == .object && hasLanguage($0.value) }?.key.string
    }

    // MARK: Delimited files

    func addRecord(_ cells: [[UInt8]], line: Int) throws {
        if cells.count == 1, cells[0].isEmpty { return }
        guard header != nil else {
            headerNames = cells.map { String(decoding: $0, as: UTF8.self) }
            header = []
            return
        }
        if places.isEmpty { try readHeader(firstRow: cells) }
        guard let header, cells.count <= header.count else {
            throw Failure(
                "\(source.display), line \(line) has \(cells.count) cells, the header \(headerNames.count)")
        }
        var row = [[UInt8]?](repeating: nil, count: languages.count)
        for (cell, place) in zip(cells, header) {
            if let place { row[place] = cell }
        }
        try add(row, line: line)
    }

    private func readHeader(firstRow: [[UInt8]]) throws {
        let columns = headerNames.enumerated().map { (name: $1, text: $0 < firstRow.count ? firstRow[$0] : []) }
        try learn(columns, line: 1, areColumns: true)
        header = headerNames.map { places[$0] ?? nil }
    }

    // MARK: Languages

    /// Finds out which new names are languages. A name in JSON is judged when it first comes with a text.
    private func learn(_ texts: [(name: String, text: [UInt8])], line: Int, areColumns: Bool = false) throws {
        let isFirst = places.isEmpty
        var found: [(name: String, language: ComparedLanguage)] = []
        for (name, text) in texts where places[name] == nil {
            guard areColumns || text.contains(where: { $0 > 0x20 }) else {
                emptyNames.add(name)
                continue
            }
            let value = String(decoding: text, as: UTF8.self)
            guard let language = LanguageColumn.language(name, firstValue: value) else {
                places[name] = .some(nil)
                continue
            }
            found.append((name, language))
        }
        if isFirst, found.isEmpty {
            throw Failure(
                "\(source.display), line \(line) names no language; name columns en, de, zh-Hans and so on, "
                    + "or give a file of lines for each language")
        }
        if rows == nil { try start(found.map(\.language)) }
        for (name, language) in found {
            let place = try place(of: language)
            guard taken.insert(place).inserted else {
                throw Failure(
                    "\(source.display), line \(line) has two columns of the language '\(language.label)'; "
                        + "keep the one to compare")
            }
            places[name] = place
        }
    }

    private func start(_ found: [ComparedLanguage]) throws {
        for language in found where !languages.contains(language) { languages.append(language) }
        var base = try? run.base.place(among: languages)
        if base == nil {
            lacksBase = true
            base = languages.count
            languages.append(run.base.language)
        }
        rows = try RowCounter(
            languages, base: base ?? 0, tokenizers: run.tokenizers, countsForms: run.countsForms, pool: run.pool,
            joinedBy: run.separator)
    }

    private func place(of language: ComparedLanguage) throws -> Int {
        guard let rows else { return 0 }
        if lacksBase, (try? run.base.place(among: [language])) != nil {
            lacksBase = false
            languages[rows.base] = language
            rows.nameBase(language)
            return rows.base
        }
        if let known = languages.firstIndex(of: language) { return known }
        try rows.add(language: language)
        languages.append(language)
        return languages.count - 1
    }

    // MARK: Rows

    private func add(_ row: [[UInt8]?], line: Int) throws {
        let texts = row.map { text in text.flatMap { text in text.contains { $0 > 0x20 } ? text : nil } }
        guard texts.contains(where: { $0 != nil }) else { return }
        gaps.add(texts.map { $0 == nil }, line: line)
        try rows?.add(texts)
    }

    func finish() throws -> CompareRun.Counted {
        emptyNames.tell(besides: languages)
        guard let rows else { throw Failure("\(source.display) has no row with texts") }
        if lacksBase {
            languages.remove(at: rows.base)
            _ = try run.base.place(among: languages)
        }
        guard run.joinedBy == nil else { return try joined(rows) }
        if run.isAligned { gaps.tell(languages, "it is compared on the rows that have one") }
        return try run.counted(rows)
    }

    /// The languages whose joined texts correspond: those that lack no row.
    private func joined(_ rows: RowCounter) throws -> CompareRun.Counted {
        var counted = try run.counted(rows)
        guard run.isAligned else { return counted }
        gaps.tell(
            languages, "it is left out, because --join needs all of them; --unaligned compares totals alone",
            failing: run.batch)
        let base = counted.inputs[counted.base]
        guard base.measure.missingCount == 0 else {
            throw Failure("'\(base.language.label)', the base language, lacks rows; give another with --base")
        }
        counted.base = counted.inputs[..<counted.base].count { $0.measure.missingCount == 0 }
        counted.inputs.removeAll { $0.measure.missingCount > 0 }
        return counted
    }
}
