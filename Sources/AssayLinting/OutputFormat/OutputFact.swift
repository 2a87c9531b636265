/// Something that a sentence demands of the form of the answer.
enum OutputFact: Hashable {
    /// A number from one bound to the other.
    case range(Int, Int)
    /// A data format, with its shape where one is named: JSON, a JSON array.
    case format(String)
    /// Nothing beside the answer itself.
    case nothingElse
    /// One of what is named here: code block, command, action.
    case exactlyOne(String)
    /// At most, or exactly, so many of a unit: words, sentences.
    case length(Int, String)

    /// Whether it is a data format.
    var isFormat: Bool {
        if case .format = self { true } else { false }
    }

    /// What is demanded, as a message says it.
    var text: String {
        switch self {
        case .range(let low, let high): "a number from \(low) to \(high)"
        case .format(let name): name
        case .nothingElse: "nothing but the answer"
        case .exactlyOne(let thing): "exactly one \(thing)"
        case .length(let count, let unit): "a length of \(count) \(unit)"
        }
    }
}
