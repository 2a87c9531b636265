import AssayPrompts
import AssayText

/// What is to be said of a file of which a part could not be read.
enum Reservation {
    /// The file was read in another way than its name says.
    case note(String)
    /// Requests are missing: the run cannot say that the file is clean.
    case failure(Failure)

    /// What readers report of requests and sessions, one a line. Of other formats nothing is said: an open tag in a
    /// text may be meant as it stands.
    init?(_ problems: [ReadProblem], _ format: PromptFormat, _ bytes: [UInt8], _ source: InputSource) {
        let problems = problems.filter { !$0.isEmpty }
        guard let first = problems.first else { return nil }
        let message = "\(FileFormat.place(first.offset, in: bytes, source.display)): \(first.message)"
        let others =
            problems.count == 1
            ? "" : "; \(plural(problems.count - 1, "further line")) \(problems.count == 2 ? "is" : "are") broken"
        switch format {
        case .openaiBatch, .openaiFineTune: self = .failure(Failure(message + others + "; the rest was linted"))
        // The last line of a session that is going on is often half written.
        case .session: self = .note(message + others + "; the rest was linted")
        default: return nil
        }
    }
}
