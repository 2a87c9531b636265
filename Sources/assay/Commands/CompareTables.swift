import AssayEstimation
import AssayJSON
import AssayTokenization

/// Counts files with a column a language, row by row.
struct CompareTables {
    private let run: CompareRun

    init(_ run: CompareRun) { self.run = run }

    func count(_ tables: [(source: InputSource, kind: CompareSources.TableKind)]) throws -> CompareRun.Counted {
        let counter = CompareTableCounter(run)
        for (source, kind) in tables {
            do {
                try read(source, kind, into: counter)
            } catch {
                throw source.failure(error)
            }
        }
        return try counter.finish()
    }

    private func read(
        _ source: InputSource, _ kind: CompareSources.TableKind, into counter: CompareTableCounter
    ) throws {
        counter.begin(source)
        switch kind {
        case .jsonLines:
            var splitter = LineSplitter()
            var number = 0
            func take(_ line: UnsafeBufferPointer<UInt8>) throws {
                number += 1
                try counter.addObject(line, line: number)
            }
            try FileReader().read(source) { part in
                try splitter.feed(part, take)
                return true
            }
            try splitter.finish(take)
        case .commaSeparated, .tabSeparated:
            var parser = DelimitedParser(kind == .tabSeparated ? UInt8(ascii: "\t") : UInt8(ascii: ","))
            try FileReader().read(source) { part in
                try parser.feed(part, counter.addRecord)
                return true
            }
            try parser.finish(counter.addRecord)
        }
    }
}

/// Hands the rows of tables to a counter once it knows the languages.
final class CompareTableCounter {
    private let run: CompareRun
    private var source = InputSource.standardInput
    private var languages: [ComparedLanguage] = []
    /// For each language the key that its texts have in JSON.
    private var keys: [String] = []
    private var rows: RowCounter?
    /// The header of the delimited file that is being read: for each column the place of its language.
    private var header: [Int?]?
    private var headerNames: [String] = []
    /// For each language the first rows that lack it.
    private var gaps: [[String]] = []
    private var gapCounts: [Int] = []

    init(_ run: CompareRun) { self.run = run }

    func begin(_ source: InputSource) {
        self.source = source
        header = nil
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
        if rows == nil { try readKeys(of: root, line: number) }
        try add(keys.map { root[$0]?.utf8 }, line: number)
    }

    private func readKeys(of root: JSONValue, line: Int) throws {
        var found: [ComparedLanguage] = []
        for (key, value) in root.members {
            guard let name = key.string, let text = value.string,
                let language = LanguageColumn.language(name, firstValue: text)
            else { continue }
            keys.append(name)
            found.append(language)
        }
        try begin(found, line: line)
    }

    // MARK: Delimited files

    func addRecord(_ cells: [[UInt8]], line: Int) throws {
        if cells.count == 1, cells[0].isEmpty { return }
        guard let header else {
            headerNames = cells.map { String(decoding: $0, as: UTF8.self) }
            header = []
            return
        }
        if header.isEmpty { try readHeader(firstRow: cells, line: line) }
        guard let header = self.header, cells.count <= header.count else {
            throw Failure(
                "\(source.display), line \(line) has \(cells.count) cells, the header \(headerNames.count)")
        }
        var row = [[UInt8]?](repeating: nil, count: languages.count)
        for (cell, place) in zip(cells, header) {
            if let place { row[place] = cell }
        }
        try add(row, line: line)
    }

    private func readHeader(firstRow: [[UInt8]], line: Int) throws {
        var columns: [(column: Int, language: ComparedLanguage)] = []
        for (column, name) in headerNames.enumerated() {
            let value = column < firstRow.count ? String(decoding: firstRow[column], as: UTF8.self) : ""
            guard let language = LanguageColumn.language(name, firstValue: value) else { continue }
            columns.append((column, language))
        }
        if rows == nil { try begin(columns.map(\.language), line: 1) }
        header = headerNames.indices.map { column in
            columns.first { $0.column == column }.flatMap { named in
                languages.firstIndex { $0.label == named.language.label }
            }
        }
    }

    // MARK: Rows

    private func begin(_ found: [ComparedLanguage], line: Int) throws {
        guard !found.isEmpty else {
            throw Failure("\(source.display), line \(line) names no language; name columns en, de, zh-Hans and so on")
        }
        if let twice = found.enumerated().first(where: { found[..<$0.offset].contains($0.element) })?.element {
            throw Failure(
                "\(source.display), line \(line) has two columns of the language '\(twice.label)'; keep the one to compare"
            )
        }
        languages = found
        gaps = found.map { _ in [] }
        gapCounts = found.map { _ in 0 }
        rows = try RowCounter(
            found, base: run.base.place(among: found), tokenizers: run.tokenizers, countsForms: run.countsForms,
            pool: run.pool)
    }

    private func add(_ row: [[UInt8]?], line: Int) throws {
        let texts = row.map { text in text.flatMap { text in text.contains { $0 > 0x20 } ? text : nil } }
        guard texts.contains(where: { $0 != nil }) else { return }
        for (place, text) in texts.enumerated() where text == nil {
            gapCounts[place] += 1
            if gaps[place].count < 5 { gaps[place].append("\(line)") }
        }
        try rows?.add(texts)
    }

    func finish() throws -> CompareRun.Counted {
        guard let rows else { throw Failure("\(source.display) has no row with texts") }
        if run.isAligned { tellGaps() }
        return try run.counted(rows, languages)
    }

    private func tellGaps() {
        for (place, lines) in gaps.enumerated() where !lines.isEmpty {
            let more = gapCounts[place] - lines.count
            let list = lines.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
            Diagnostics.standard.error(
                "\(source.display), line \(list): there is no text in '\(languages[place].label)'; "
                    + "it is compared on the rows that have one")
        }
    }
}
