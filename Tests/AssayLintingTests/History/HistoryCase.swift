import Testing

/// A small program and whether it sends a list that grows without bound.
struct HistoryCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var file: String
    var source: String

    init(_ description: String, _ file: String, _ source: String) {
        testDescription = description
        self.file = file
        self.source = source
    }
}
