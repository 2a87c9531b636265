import AssayEstimation
import AssayTokenization

/// Reads the rows of a log, line by line.
enum CalibrationLog {
    /// After so many broken lines a file is no such log.
    private static let maximumErrors = 20

    /// The rows that can be read; the others are told.
    static func samples(_ source: InputSource, _ tokenizer: Tokenizer) throws -> [CalibrationSample] {
        var samples: [CalibrationSample] = []
        var lines = LineSplitter()
        var number = 0
        var errors = 0
        func read(_ line: UnsafeBufferPointer<UInt8>) {
            number += 1
            guard errors < maximumErrors, line.contains(where: { $0 > 0x20 }) else { return }
            do throws(CalibrationError) {
                samples.append(try CalibrationSample(line: Array(line), tokenizer: tokenizer))
            } catch {
                errors += 1
                Diagnostics.standard.error("\(source.display), line \(number): \(error)")
                if errors == maximumErrors {
                    Diagnostics.standard.error("\(source.display): too many broken lines; the rest was not read")
                }
            }
        }
        try FileReader.make().read(source) { part in
            lines.feed(part, read)
            return errors < maximumErrors
        }
        lines.finish(read)
        return samples
    }
}
