/// Plain text: the whole file is one message, sent as it stands.
enum PlainTextReader {
    static func read(into document: inout PromptDocument) {
        let span = 0..<document.source.count
        var builder = UnitBuilder(document.source, name: "", span: span)
        builder.add(verbatim: span)
        document.units = [builder.finish()]
    }
}
