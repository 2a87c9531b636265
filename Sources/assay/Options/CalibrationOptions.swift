import ArgumentParser

/// `--calibration` of commands that count.
struct CalibrationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Estimate with the factors that 'assay calibrate' has written to this file.", valueName: "file"),
        completion: .file())
    var calibration: String?

    func file() throws(Failure) -> CalibrationFile? {
        guard let calibration else { return nil }
        return try CalibrationFile(calibration)
    }

    /// The columns of `options`, that of the calibration's model counted with it.
    func columns(_ options: VocabularyOptions, _ library: VocabularyLibrary) throws(Failure) -> [Column] {
        guard let file = try file() else { return try options.columns(library) }
        return try file.applied(
            to: options.isGiven ? options.columns(library) : [], hasColumns: options.isGiven, library)
    }
}
