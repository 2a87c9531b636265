import AssayEstimation
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
                // Rows that were counted cannot be taken back.
                run.batch.fail(source.path, source.failure(error))
                throw CompareRun.NothingLeft()
            }
        }
        return try counter.finish()
    }

    private func read(
        _ source: InputSource, _ kind: CompareSources.TableKind, into counter: CompareTableCounter
    ) throws {
        counter.begin(source)
        switch kind {
        case .jsonLines: try readObjects(source, into: counter)
        case .commaSeparated, .tabSeparated: try readRecords(source, kind, into: counter)
        }
    }

    private func readObjects(_ source: InputSource, into counter: CompareTableCounter) throws {
        var splitter = LineSplitter()
        var number = 0
        func take(_ line: UnsafeBufferPointer<UInt8>) throws {
            number += 1
            try counter.addObject(line, line: number)
        }
        var isFirst = true
        try FileReader.make().read(source) { part in
            if isFirst { try CompareSources.requireText(part, source) }
            isFirst = false
            try splitter.feed(part, take)
            return true
        }
        try splitter.finish(take)
    }

    private func readRecords(
        _ source: InputSource, _ kind: CompareSources.TableKind, into counter: CompareTableCounter
    ) throws {
        var parser: DelimitedParser?
        try FileReader.make().read(source) { part in
            if parser == nil {
                try CompareSources.requireText(part, source)
                parser = DelimitedParser(kind == .tabSeparated ? UInt8(ascii: "\t") : Self.delimiter(part))
            }
            try parser?.feed(part, counter.addRecord)
            return true
        }
        try parser?.finish(counter.addRecord)
    }

    /// What separates the columns of a `.csv`: where commas are decimal points, spreadsheets write semicolons.
    private static func delimiter(_ start: UnsafeBufferPointer<UInt8>) -> UInt8 {
        let header = start.prefix { $0 != 0x0A }
        let (comma, semicolon) = (UInt8(ascii: ","), UInt8(ascii: ";"))
        if header.contains(comma) { return comma }
        return [semicolon, UInt8(ascii: "\t")].first(where: header.contains) ?? comma
    }
}
