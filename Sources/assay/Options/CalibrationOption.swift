import ArgumentParser

/// `--calibration`, as commands that count have it.
enum CalibrationOption {
    static let help = ArgumentHelp(
        "Estimate with the factors that 'assay calibrate' has written to this file.", valueName: "file")

    /// The calibration in the file that was given, if any.
    static func file(_ given: String?) throws(Failure) -> CalibrationFile? {
        guard let given else { return nil }
        return try CalibrationFile(given)
    }

    /// The columns of `options`, that of the calibration's model counted with it.
    static func columns(
        _ given: String?, _ options: VocabularyOptions, _ library: VocabularyLibrary
    ) throws(Failure) -> [Column] {
        guard let file = try file(given) else { return try options.columns(library) }
        return try file.applied(
            to: options.isGiven ? options.columns(library) : [], hasColumns: options.isGiven, library)
    }
}
