import AssayJSON
import AssayTokenization

/// Why a manifest cannot be read.
public struct ManifestError: Error, Sendable, Hashable, CustomStringConvertible {
    public var message: String
    public var description: String { message }
}

extension VocabularyManifest {
    /// Reads a `manifest.json`.
    ///
    /// - Throws: ``ManifestError`` that names the field which is missing or wrong.
    public init(json bytes: [UInt8]) throws(ManifestError) {
        let root: JSONValue
        do {
            root = try JSONDocument(bytes).root
        } catch {
            throw ManifestError(message: "the manifest is not valid JSON at \(error)")
        }
        guard root["schema"]?.int == 1 else { throw ManifestError(message: "the manifest's \"schema\" is not 1") }
        name = try Self.text(root, "name")
        summary = try Self.text(root, "summary")
        source = try Source(root["source"])
        licence = try root["licence"].map { value throws(ManifestError) in
            Licence(identifier: try Self.text(value, "identifier"), statement: try Self.text(value, "statement"))
        }
        guard let preTokenizer = PreTokenizer(name: try Self.text(root, "preTokenizer")) else {
            throw Self.wrong("preTokenizer")
        }
        guard let normalizer = Normalizer(name: try Self.text(root, "normalizer")) else {
            throw Self.wrong("normalizer")
        }
        self.preTokenizer = preTokenizer
        self.normalizer = normalizer
        tokenCount = try Self.number(root, "tokens")
        specialTokenCount = try Self.number(root, "specialTokenCount")
        specialTokens = []
        if let list = root["specialTokens"] {
            for element in list.elements { specialTokens.append(try SpecialTokenRange(element)) }
        }
        keepsAddedTokensPlain = root["keepsAddedTokensPlain"]?.bool ?? false
        sharesPackOf = root["sharesPackOf"]?.string
        pack = try root["pack"].map { value throws(ManifestError) in
            Pack(
                file: try Self.text(value, "file"), byteCount: try Self.number(value, "bytes"),
                sha256: try Self.text(value, "sha256"))
        }
    }

    /// The manifest as the text of a `manifest.json`.
    public var json: [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("name", name)
            writer.member("summary", summary)
            writer.key("source")
            source.write(to: &writer)
            if let licence {
                writer.key("licence")
                writer.object { writer in
                    writer.member("identifier", licence.identifier)
                    writer.member("statement", licence.statement)
                }
            }
            writer.member("preTokenizer", preTokenizer.name)
            if let pattern = PublishedPattern.canonicalRegex(for: preTokenizer) { writer.member("pattern", pattern) }
            writer.member("normalizer", normalizer.name)
            writer.member("tokens", tokenCount)
            writer.member("specialTokenCount", specialTokenCount)
            if !specialTokens.isEmpty {
                writer.key("specialTokens")
                writer.array(of: specialTokens) { writer, range in range.write(to: &writer) }
            }
            if keepsAddedTokensPlain { writer.member("keepsAddedTokensPlain", true) }
            if let sharesPackOf { writer.member("sharesPackOf", sharesPackOf) }
            if let pack {
                writer.key("pack")
                writer.object { writer in
                    writer.member("file", pack.file)
                    writer.member("bytes", pack.byteCount)
                    writer.member("sha256", pack.sha256)
                }
            }
        }
        return writer.takeBytes() + [UInt8(ascii: "\n")]
    }

    // MARK: Fields

    static func text(_ value: JSONValue, _ key: String) throws(ManifestError) -> String {
        guard let text = value[key]?.string else { throw wrong(key) }
        return text
    }

    static func number(_ value: JSONValue, _ key: String) throws(ManifestError) -> Int {
        guard let number = value[key]?.int, number >= 0 else { throw wrong(key) }
        return number
    }

    static func wrong(_ key: String) -> ManifestError {
        ManifestError(message: "the manifest's \"\(key)\" is missing or of the wrong kind")
    }
}

extension VocabularyManifest.Source {
    init(_ value: JSONValue?) throws(ManifestError) {
        guard let value else { throw VocabularyManifest.wrong("source") }
        guard let format = VocabularyFormat(rawValue: try VocabularyManifest.text(value, "format")) else {
            throw VocabularyManifest.wrong("format")
        }
        self.init(
            path: try VocabularyManifest.text(value, "path"), sha256: try VocabularyManifest.text(value, "sha256"),
            format: format)
        package = value["package"]?.string
        version = value["version"]?.string
        archive = value["archive"]?.string
        archiveSHA256 = value["archiveSHA256"]?.string
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if let package, let version {
                writer.member("package", package)
                writer.member("version", version)
            }
            if let archive, let archiveSHA256 {
                writer.member("archive", archive)
                writer.member("archiveSHA256", archiveSHA256)
            }
            writer.member("path", path)
            writer.member("sha256", sha256)
            writer.member("format", format.rawValue)
        }
    }
}

extension SpecialTokenRange {
    init(_ value: JSONValue) throws(ManifestError) {
        text = try VocabularyManifest.text(value, "text")
        isAlwaysMatched = value["alwaysMatched"]?.bool ?? false
        if let id = value["id"]?.int.flatMap(TokenID.init(exactly:)) {
            first = id
            last = id
        } else if let first = value["first"]?.int.flatMap(TokenID.init(exactly:)),
            let last = value["last"]?.int.flatMap(TokenID.init(exactly:)), first <= last, last - first < 1 << 20
        {
            self.first = first
            self.last = last
        } else {
            throw VocabularyManifest.wrong("specialTokens")
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("text", text)
            if first == last {
                writer.member("id", first)
            } else {
                writer.member("first", first)
                writer.member("last", last)
            }
            if isAlwaysMatched { writer.member("alwaysMatched", true) }
        }
    }
}
