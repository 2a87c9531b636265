import AssayEstimation

/// A calibration that the user has fitted, and where it was read.
struct CalibrationFile {
    private let saved: SavedCalibration
    private let path: FilePath

    init(_ argument: String) throws(Failure) {
        path = ArgumentBytes.path(argument)
        let bytes = try SmallFile.named(path, action: "read the calibration")
        do throws(CalibrationError) {
            saved = try SavedCalibration(json: bytes)
        } catch {
            throw Failure("\(path.display): \(error)")
        }
    }

    /// The columns with the calibration in the one of its model; without any column its model is one.
    func applied(to columns: [Column], hasColumns: Bool, _ library: VocabularyLibrary) throws(Failure) -> [Column] {
        guard hasColumns else { return [try applied(to: library.column(model: saved.model), library)] }
        guard columns.contains(where: { $0.model.map(saved.isFor) ?? false }) else {
            throw Failure("\(path.display) was fitted for \(saved.model); give that model with -m")
        }
        var result: [Column] = []
        for column in columns { result.append(try applied(to: column, library)) }
        return result
    }

    /// The column counted with the calibration, where it is of the same model.
    func applied(to column: Column, _ library: VocabularyLibrary) throws(Failure) -> Column {
        guard let model = column.model, saved.isFor(model) else { return column }
        return Column(
            tokenizer: try library.tokenizer(saved.vocabulary), vocabulary: saved.vocabulary, model: model,
            tokenization: saved.tokenization(fallback: column.tokenization))
    }

    /// What a request of the column's model has beside its texts, where that was fitted.
    func requestTokens(of column: Column) -> Int? {
        guard let model = column.model, saved.isFor(model), saved.fit.intercept > 0 else { return nil }
        return saved.fit.intercept
    }
}
