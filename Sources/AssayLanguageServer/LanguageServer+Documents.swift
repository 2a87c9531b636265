import AssayJSON

extension LanguageServer {
    /// How long nothing should arrive before ``work()`` is called, so that a large document is not linted at every
    /// key; nil where nothing waits.
    public var waitMilliseconds: Int? {
        let sizes = documents.values.filter(\.isWaiting).map(\.text.bytes.count)
        guard let smallest = sizes.min() else { return nil }
        return smallest > 1 << 20 ? 600 : smallest > 1 << 16 ? 200 : 40
    }

    /// Lints the smallest document that waits, and tells what was found.
    public func work() {
        let waiting = documents.values.filter(\.isWaiting)
        let next = waiting.min { ($0.text.bytes.count, $0.uri) < ($1.text.bytes.count, $1.uri) }
        if let next { lint(next) }
    }

    /// Lints a document unless its findings are known, and tells them.
    func lint(_ document: OpenDocument) {
        guard document.isWaiting else { return }
        document.lint(host)
        publish(document)
    }

    /// The document that parameters name, where it is open.
    func document(_ parameters: JSONValue?) -> OpenDocument? {
        object(parameters?["textDocument"])?["uri"]?.string.flatMap { documents[$0] }
    }

    func object(_ value: JSONValue?) -> JSONValue? { value?.kind == .object ? value : nil }

    func position(_ value: JSONValue?) -> TextPosition? {
        guard let value = object(value), let line = value["line"]?.int, let character = value["character"]?.int else {
            return nil
        }
        return TextPosition(line: line, character: character)
    }

    /// The bytes that a range of the client stands for, its ends in order.
    func range(_ value: JSONValue?, in document: OpenDocument) -> Range<Int>? {
        guard let value = object(value), let start = position(value["start"]), let end = position(value["end"]) else {
            return nil
        }
        let first = document.text.offset(of: start, client.encoding)
        let last = document.text.offset(of: end, client.encoding)
        return min(first, last)..<max(first, last)
    }

    func didOpen(_ parameters: JSONValue?) {
        guard let item = object(parameters?["textDocument"]), let uri = item["uri"]?.string,
            let text = item["text"]?.utf8
        else { return }
        documents[uri] = OpenDocument(
            uri: uri, language: item["languageId"]?.string ?? "", version: item["version"]?.int, text: text)
    }

    func didChange(_ parameters: JSONValue?) {
        guard let document = document(parameters), let changes = parameters?["contentChanges"], changes.kind == .array
        else { return }
        document.version = parameters?["textDocument"]?["version"]?.int
        for change in changes.elements {
            guard change.kind == .object, let text = change["text"]?.utf8 else { continue }
            if let value = change["range"], !value.isNull {
                guard let range = range(value, in: document) else { continue }
                document.text.replace(range, with: text)
            } else {
                document.text = TextDocument(text)
            }
        }
    }

    /// A saved configuration speaks for every document; a saved file may be the neighbour of others.
    func didSave(_ parameters: JSONValue?) { lintAllAgain() }

    func didClose(_ parameters: JSONValue?) {
        guard let document = document(parameters) else { return }
        documents[document.uri] = nil
        // Findings of closed documents go away.
        publish(uri: document.uri, version: nil) { _ in }
    }

    func lintAllAgain() {
        for document in documents.values { document.isWaiting = true }
    }
}
