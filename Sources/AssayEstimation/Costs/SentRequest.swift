import AssayPrompts
import AssayTokenization

/// What calls of a unit send: the unit as it stands with an arm of each branch, or the middle one of its fillings.
struct SentRequest {
    var request: RequestCount
    /// The tokens of the request and of its values, with the interval of all fillings.
    var total: TokenCount
    /// At how many places a value is likely to be sent that nothing fills.
    var places: Int
    /// What it was filled with, or what could not be known because nothing did.
    var notes: [String]

    /// - Parameters:
    ///   - filled: the unit with its values, once a set of them.
    ///   - values: the tokens that a value may have that nothing gives.
    init<Failure: Error>(
        _ unit: PromptUnit, _ document: PromptDocument, _ filled: [FilledUnit], _ tokenizer: Tokenizer,
        values: ClosedRange<Int>, count: (PromptUnit, PromptDocument) throws(Failure) -> RequestCount
    ) throws(Failure) {
        func open(_ unit: PromptUnit, _ document: PromptDocument) throws(Failure) -> OpenRequest {
            try OpenRequest(unit, in: document, tokenizer, values: values) { (part) throws(Failure) in
                try count(part, document)
            }
        }
        guard !filled.isEmpty else {
            let sent = try open(unit, document)
            (request, total, places) = (sent.request, sent.total, sent.places)
            notes = sent.isOpen ? [Self.assumption("nothing fills it")] : []
            return
        }
        var requests: [(index: Int, sent: OpenRequest)] = []
        for (index, one) in filled.enumerated() { requests.append((index, try open(one.unit, one.document))) }
        requests.sort { ($0.sent.total.point, $0.index) < ($1.sent.total.point, $1.index) }
        let (index, middle) = requests[(requests.count - 1) / 2]
        (request, total, places) = (middle.request, middle.total, middle.places)
        notes = ["filled with \(filled[index].name)"]
        if requests.contains(where: \.sent.isOpen) { notes.append(Self.assumption("values are missing")) }
        guard requests.count > 1 else { return }
        notes[0] += ", the middle one of \(requests.count) sets of values"
        for (_, sent) in requests {
            total.low = min(total.low, sent.total.low)
            total.high = max(total.high, sent.total.high)
            total.method = max(total.method, sent.total.method)
        }
        if total.low != total.high { total.method = max(total.method, .assumed) }
    }

    private static func assumption(_ reason: String) -> String {
        "\(reason): a loop is taken to run once and the longest arm of a branch to be sent; the interval is that of no "
            + "loop and the shortest arms to \(OpenTextAssumptions().rounds.upperBound) rounds of each loop"
    }
}
