import AssayJSON
import AssayTokenization

/// Where a vocabulary is from and what is in it: the `manifest.json` beside each pack, embedded or imported.
public struct VocabularyManifest: Sendable, Hashable {
    /// The published file a vocabulary was read from.
    public struct Source: Sendable, Hashable {
        /// The Python package that carries the file, and its version; nil for a file someone imported.
        public var package: String?
        public var version: String?
        /// The package's wheel or source archive, and its SHA-256.
        public var archive: String?
        public var archiveSHA256: String?
        /// The file's path inside the archive, or its name.
        public var path: String
        /// The file's SHA-256.
        public var sha256: String
        /// The file's format, see ``VocabularyFormat``.
        public var format: VocabularyFormat

        public init(path: String, sha256: String, format: VocabularyFormat) {
            self.path = path
            self.sha256 = sha256
            self.format = format
        }
    }

    /// Under which terms the vocabulary was published.
    public struct Licence: Sendable, Hashable {
        /// The SPDX identifier.
        public var identifier: String
        /// Who says so, and what is not said.
        public var statement: String
    }

    /// The packed vocabulary.
    public struct Pack: Sendable, Hashable {
        /// The pack's file, from the manifest's folder. It is another vocabulary's where only names and special tokens
        /// differ.
        public var file: String
        public var byteCount: Int
        public var sha256: String

        public init(file: String, byteCount: Int, sha256: String) {
            self.file = file
            self.byteCount = byteCount
            self.sha256 = sha256
        }
    }

    public var name: String
    /// What uses the vocabulary, in a few words.
    public var summary: String
    public var source: Source
    public var licence: Licence?
    public var preTokenizer: PreTokenizer
    public var normalizer: Normalizer
    /// The number of ordinary tokens.
    public var tokenCount: Int
    public var specialTokenCount: Int
    /// The special tokens, where the source file does not list them.
    public var specialTokens: [SpecialTokenRange]
    /// Whether added tokens that Hugging Face tokenizers takes out of any text are ordinary text here, as all special
    /// tokens are, unless they are allowed.
    public var keepsAddedTokensPlain = false
    /// The vocabulary whose pack is this one's too, under another name and with other special tokens.
    public var sharesPackOf: String?
    public var pack: Pack?

    /// The manifest of a vocabulary that was just imported.
    public init(imported source: VocabularySource, from file: Source, pack: Pack) {
        name = source.name
        summary = "imported from \(file.path)"
        self.source = file
        preTokenizer = source.preTokenizer
        normalizer = source.normalizer
        tokenCount = source.tokens.count
        specialTokenCount = source.specialTokens.count
        specialTokens = []
        self.pack = pack
    }
}

/// One special token of a manifest, or a run of them whose texts differ only in their id.
public struct SpecialTokenRange: Sendable, Hashable {
    /// The text; `{id}` in it stands for the token's id.
    public var text: String
    public var first: TokenID
    public var last: TokenID
    /// Whether every text gives these up; see ``SpecialToken/isAlwaysMatched``.
    public var isAlwaysMatched = false

    /// The tokens, in the order of their ids.
    public var tokens: [SpecialToken] {
        guard first <= last else { return [] }
        let parts = text.utf8.split(separator: UInt8(ascii: "{"), maxSplits: 1).map { Array($0) }
        guard first < last, parts.count == 2, parts[1].starts(with: "id}".utf8) else {
            return (first...last).map { SpecialToken(text: text, id: $0, isAlwaysMatched: isAlwaysMatched) }
        }
        return (first...last).map { id in
            let utf8 = parts[0] + Array("\(id)".utf8) + parts[1].dropFirst(3)
            return SpecialToken(
                text: String(decoding: utf8, as: UTF8.self), id: id, isAlwaysMatched: isAlwaysMatched)
        }
    }
}
