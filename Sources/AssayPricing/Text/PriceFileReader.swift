/// Reads price files. `Prices/README.md` describes the format.
///
/// A file is lines of a word and what it says: `provider` and `model` open blocks, `price` opens an entry of a model,
/// and the lines after `price` that start with a meter's name are its rates. Indentation is for people.
public struct PriceFileReader {
    private let file: String
    private var line: Int
    private var provider: ProviderPrices?
    /// Kept apart from the provider while they grow: an array inside an optional would be copied at every append.
    private var models: [ModelPrices] = []
    private var model: ModelPrices?
    private var entry: PriceEntry?
    private var checks: PriceChecks = [:]

    private init(file: String) {
        self.file = file
        line = 0
    }

    /// Reads a whole file.
    ///
    /// - Complexity: O(length).
    public static func read(_ text: some Sequence<UInt8>, file: String) throws(PriceFileError) -> ProviderPrices {
        var reader = PriceFileReader(file: file)
        try reader.readLines(Array(text))
        guard let provider = reader.provider else { throw reader.failure("the file has no provider line") }
        return provider
    }

    /// Reads a file that may describe several providers, one after the other.
    ///
    /// - Complexity: O(length).
    public static func readAll(
        _ text: some Sequence<UInt8>, file: String
    ) throws(PriceFileError) -> [ProviderPrices] {
        var providers: [ProviderPrices] = []
        var part: [UInt8] = []
        var (line, firstLine, hasProvider) = (0, 0, false)
        for bytes in Array(text).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let opens = trimmed(bytes).starts(with: "provider ".utf8)
            if opens, hasProvider {
                providers.append(try read(part, file: file, after: firstLine))
                (part, firstLine) = ([], line)
            }
            hasProvider = hasProvider || opens
            part += bytes
            part.append(UInt8(ascii: "\n"))
            line += 1
        }
        return providers + [try read(part, file: file, after: firstLine)]
    }

    private static func read(
        _ text: [UInt8], file: String, after lines: Int
    ) throws(PriceFileError) -> ProviderPrices {
        var reader = PriceFileReader(file: file)
        reader.line = lines
        try reader.readLines(text)
        guard let provider = reader.provider else { throw reader.failure("the file has no provider line") }
        return provider
    }

    /// Reads one model's block, given the provider that its file's first block tells.
    static func read(
        block: some Sequence<UInt8>, of provider: ProviderPrices, checks: PriceChecks,
        file: String
    ) throws(PriceFileError) -> ModelPrices {
        var reader = PriceFileReader(file: file)
        reader.provider = provider
        reader.checks = checks
        try reader.readLines(Array(block))
        guard let model = reader.provider?.models.last else { throw reader.failure("the block has no model line") }
        return model
    }

    /// Reads the first block of a file and what it says about its sources.
    static func readHeader(
        _ text: some Sequence<UInt8>, file: String
    ) throws(PriceFileError) -> (ProviderPrices, PriceChecks) {
        var reader = PriceFileReader(file: file)
        try reader.readLines(Array(text))
        guard let provider = reader.provider else { throw reader.failure("the file has no provider line") }
        return (provider, reader.checks)
    }

    /// Each line becomes a string of its own: most are so short that they need no memory.
    private mutating func readLines(_ bytes: [UInt8]) throws(PriceFileError) {
        var start = 0
        repeat {
            line += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let content = Substring(String(decoding: PriceFileReader.trimmed(bytes[start..<end]), as: UTF8.self))
            start = end + 1
            guard !content.isEmpty, content.utf8.first != UInt8(ascii: "#") else { continue }
            let (word, rest) = content.splitOnce(" ")
            try readLine(word, rest)
        } while start < bytes.count
        finishModel()
        provider?.models = models
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let first = line.first, Substring.isSpace(first) { line.removeFirst() }
        while let last = line.last, Substring.isSpace(last) { line.removeLast() }
        return line
    }

    private mutating func readLine(_ word: Substring, _ rest: Substring) throws(PriceFileError) {
        switch word {
        case "provider":
            guard provider == nil else { throw failure("a file describes one provider, and this is its second") }
            provider = ProviderPrices(id: String(rest), title: String(rest), kind: .host)
        case "model":
            guard let provider else { throw failure("a provider line must come before the first model") }
            finishModel()
            guard !rest.isEmpty else { throw failure("the model has no name") }
            model = ModelPrices(provider: provider.id, id: String(rest))
        case "price":
            finishEntry()
            guard model != nil else { throw failure("prices belong inside a model") }
            entry = try PriceLine.entry(rest, at: place)
        default:
            if entry != nil, let meter = Meter(word) {
                guard entry?.rates[meter] == nil else { throw failure("\(meter) is priced twice in one entry") }
                let rate = try PriceLine.rate(rest, at: place)
                entry?.rates[meter] = rate
            } else if model != nil {
                finishEntry()
                let place = place
                try model?.readLine(word, rest, checks: checks, at: place)
            } else {
                try readProviderLine(word, rest)
            }
        }
    }

    private mutating func readProviderLine(_ word: Substring, _ rest: Substring) throws(PriceFileError) {
        switch word {
        case "title": provider?.title = String(rest)
        case "kind":
            guard let kind = ProviderPrices.Kind(rawValue: String(rest)) else {
                throw failure("'\(rest)' is no kind of provider; maker, cloud, host and router are")
            }
            provider?.kind = kind
        case "alias": provider?.aliases.append(String(rest))
        case "page": provider?.pages.append(String(rest))
        case "note": provider?.notes.append(String(rest))
        case "cached-tokens":
            guard rest == "inside-input" || rest == "beside-input" else {
                throw failure("cached tokens are inside-input or beside-input, not '\(rest)'")
            }
            provider?.cachedInsideInput = rest == "inside-input"
        case "checked":
            let words = rest.pieces(" ")
            guard words.count == 3, let date = UTCInstant(words[2]) else {
                throw failure("write a check as SOURCE VERSION DATE")
            }
            checks[String(words[0])] = PriceCheck(version: String(words[1]), date: date)
        default: throw failure("'\(word)' says nothing about a provider")
        }
    }

    private mutating func finishEntry() {
        if let entry { model?.entries.append(entry) }
        entry = nil
    }

    private mutating func finishModel() {
        finishEntry()
        if let model { models.append(model) }
        model = nil
    }

    private var place: PriceFilePlace { PriceFilePlace(file: file, line: line) }
    private func failure(_ reason: String) -> PriceFileError { place.failure(reason) }
}
