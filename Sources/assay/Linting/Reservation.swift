import AssayPrompts
import AssayText

/// What is to be said of a file of which a part could not be read.
enum Reservation {
    /// The file was linted all the same: its name, its encoding or a tag that is not closed says otherwise.
    case note(String)
    /// Requests are missing: the run cannot say that the file is clean.
    case failure(Failure)

    /// What readers report: lines of requests and sessions, tags of templates.
    ///
    /// - Parameter failure: what is said of a byte offset.
    init?(_ problems: [ReadProblem], _ format: PromptFormat, failure: (Int, String) -> Failure) {
        let problems = problems.filter { !$0.isEmpty }
        guard let first = problems.first else { return nil }
        let others = problems.count - 1
        let lines = others == 0 ? "" : "; \(plural(others, "further line")) \(others == 1 ? "is" : "are") broken"
        switch format {
        case .openaiBatch, .openaiFineTune:
            self = .failure(failure(first.offset, first.message + lines + "; the rest was linted"))
        // The last line of a session that is going on is often half written.
        case .session:
            self = .note(failure(first.offset, first.message + lines + "; the rest was linted").description)
        default:
            let more = others == 0 ? "" : "; and \(others) more of the kind"
            self = .note(failure(first.offset, first.message + more).description)
        }
    }
}
