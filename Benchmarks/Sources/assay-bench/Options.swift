/// What one run of the worker does. Its counterpart for the Python peers is `comparison/worker.py`.
struct Options {
    enum Call: String {
        case ids, count
    }

    var vocabulary = "o200k_base"
    var call = Call.ids
    var threads = 1
    var passes = 2
    /// The text whose count ends "start to first count".
    var firstText = ""
    /// A file of documents end to end. Beside it lies `<file>.lengths`, a line a document.
    var corpus: String?
    var digest = false
    /// Whether the vocabulary is learnt before the first text.
    var prepares = false

    /// - Throws: ``Failure`` for an unknown option or a missing value.
    init(_ arguments: [String]) throws(Failure) {
        var rest = arguments[...]
        func value(_ name: String) throws(Failure) -> String {
            guard let value = rest.popFirst() else { throw Failure("\(name) needs a value") }
            return value
        }
        func number(_ name: String) throws(Failure) -> Int {
            let text = try value(name)
            guard let number = Int(text), number > 0 else { throw Failure("\(name) needs a number above 0, not \(text)") }
            return number
        }
        while let option = rest.popFirst() {
            switch option {
            case "--vocabulary": vocabulary = try value(option)
            case "--call":
                let text = try value(option)
                guard let known = Call(rawValue: text) else { throw Failure("--call is ids or count, not \(text)") }
                call = known
            case "--threads": threads = try number(option)
            case "--passes": passes = try number(option)
            case "--first-text": firstText = try value(option)
            case "--corpus": corpus = try value(option)
            case "--digest": digest = true
            case "--prepare": prepares = true
            default: throw Failure("unknown option \(option)")
            }
        }
    }
}

struct Failure: Error {
    var message: String

    init(_ message: String) { self.message = message }
}
