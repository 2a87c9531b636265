import AssayEstimation
import AssayText

/// Counts catalogues of translations: entries with the same key correspond.
struct CompareCatalogues {
    private let run: CompareRun

    init(_ run: CompareRun) { self.run = run }

    func count(_ catalogues: [(path: FilePath, language: ComparedLanguage?)]) throws -> CompareRun.Counted {
        var found = CatalogueSet()
        let reader = FileReader.make()
        for (path, language) in catalogues {
            do {
                var text = try read(reader.readAll(.file(path)), path, language)
                text.notes = text.notes.map { "\(path.display): \($0)" }
                found.add(text, path: path.text.split(separator: "/").map(String.init))
            } catch let error as ParallelTextError {
                let place = error.line.map { ", line \($0)" } ?? ""
                run.batch.fail(path, Failure("\(path.display)\(place): \(error.message)"))
            } catch {
                run.batch.fail(path, InputSource.file(path).failure(error))
            }
        }
        guard !found.isEmpty else {
            guard run.batch.failures.isEmpty else { throw CompareRun.NothingLeft() }
            throw Failure("there is no catalogue of translations to compare")
        }
        let all = found.joined(base: run.base.language)
        for note in all.notes { Diagnostics.standard.note(note) }
        let rows = try RowCounter(
            all.languages, base: run.base.place(among: all.languages), tokenizers: run.tokenizers,
            countsForms: run.countsForms, pool: run.pool)
        for row in all.rows { try rows.add(row.map { $0.map { Array($0.utf8) } }) }
        var counted = try run.counted(rows)
        counted.notes = all.notes
        tellGaps(counted)
        return counted
    }

    private func read(
        _ source: [UInt8], _ path: FilePath, _ language: ComparedLanguage?
    ) throws(ParallelTextError) -> ParallelText {
        let name = path.text.lowercased()
        if name.hasSuffix(".po") || name.hasSuffix(".pot") {
            return try GettextReader.read(source, language: language, base: run.base.language)
        }
        guard name.hasSuffix(".strings") else {
            return try TranslationJSONReader.read(source, language: language, base: run.base.language)
        }
        // Xcode's name for the folder of the language that all others are translated from.
        let isBase = path.text.split(separator: "/").contains("Base.lproj")
        guard let language = language ?? (isBase ? run.base.language : nil) else {
            throw ParallelTextError("its path says no language; put it into a folder such as fr.lproj")
        }
        return try StringsFileReader.read(source, language: language)
    }

    /// Catalogues often lack a translation: what is compared then is said.
    private func tellGaps(_ counted: CompareRun.Counted) {
        let base = counted.inputs[counted.base]
        for (place, input) in counted.inputs.enumerated() where input.measure.missingCount > 0 {
            let total = input.measure.segments + input.measure.missingCount
            let lack = "\(input.language.label) lacks \(input.measure.missingCount) of \(plural(total, "entry", "entries"))"
            let consequence =
                place == counted.base
                ? "it is the base, so no language's premium has them"
                : "its premium is that of the entries that it and \(base.language.label) have"
            Diagnostics.standard.note("\(lack); \(consequence)")
        }
    }
}
