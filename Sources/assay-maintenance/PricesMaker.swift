import AssayPricing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads the wheels, the overrides and the table as it is, and makes the table as it should be.
final class PricesMaker {
    private let folder: String
    private let genaiPrices: WheelArchive
    private let litellm: WheelArchive
    private let date: UTCInstant?
    private(set) var summary = ""

    init(folder: String, wheels: String, date: String?) throws {
        self.folder = folder
        self.date = try date.map { text in
            guard let instant = UTCInstant(text) else { throw PricesError(text, "not a date such as 2026-11-21") }
            return instant
        }
        genaiPrices = try PricesMaker.wheel("genai_prices-", in: wheels)
        litellm = try PricesMaker.wheel("litellm-", in: wheels)
    }

    private static func wheel(_ prefix: String, in folder: String) throws -> WheelArchive {
        let found = try PricesFiles.names(in: folder).filter { $0.hasPrefix(prefix) && $0.hasSuffix(".whl") }
        guard found.count == 1 else {
            throw PricesError(folder, "\(found.count) wheels are called \(prefix)*.whl there; exactly one is needed")
        }
        return try WheelArchive(try PricesFiles.read("\(folder)/\(found[0])"), name: found[0])
    }

    /// Every file of the table by name.
    func files() throws -> [String: [UInt8]] {
        let old = try table()
        let frozen =
            (try? PricesFiles.read("\(folder)/history.frozen")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let checked = try checkDate(old)
        let merge = PriceMerge(checked: checked, overrides: try overrides())
        let new = try merge.merge(
            dated: try GenaiPricesReader.read(genaiPrices, checked: checked),
            flat: try LiteLLMReader.read(litellm, checked: checked))
        let known = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var providers = new.map { PriceHistory.append($0, to: known[$0.id], at: checked) }
        let ids = Set(providers.map(\.id))
        for provider in old where !ids.contains(provider.id) {
            var empty = provider
            empty.models = []
            providers.append(PriceHistory.append(empty, to: provider, at: checked))
        }
        providers.sort { $0.id < $1.id }
        var texts = PriceTableFiles.texts(providers)
        texts["history.frozen"] = FrozenHistory.appending(providers, at: checked, to: frozen)
        texts["DISAGREEMENTS.md"] = DisagreementReport.text(providers)
        let models = providers.reduce(0) { $0 + $1.models.count }
        let refused = providers.reduce(0) { $0 + $1.models.count { $0.refusal != nil } }
        summary = "\(providers.count) providers, \(models) models, \(refused) of them refused, checked \(checked)"
        var files = texts.mapValues { Array($0.utf8) }
        files[PriceTableFiles.packName] = PriceTableFiles.pack(providers)
        return files
    }

    private func table() throws -> [ProviderPrices] {
        try PricesFiles.names(in: folder).filter { $0.hasSuffix(".prices") }
            .map { try PriceFileReader.read(try PricesFiles.read("\(folder)/\($0)"), file: $0) }
    }

    private func overrides() throws -> PriceOverrides {
        let path = "\(folder)/Overrides"
        return try PriceOverrides(
            try PricesFiles.names(in: path).filter { $0.hasSuffix(".prices") }
                .map { try PriceFileReader.read(try PricesFiles.read("\(path)/\($0)"), file: "Overrides/\($0)") })
    }

    /// Wheels that the table was made from keep the date on which they were first read.
    private func checkDate(_ old: [ProviderPrices]) throws -> UTCInstant {
        let versions = [genaiPrices, litellm].compactMap(\.package)
        let sources = old.flatMap(\.models).flatMap(\.sources)
        let dates = versions.map { package in
            sources.first { $0.name == package.name && $0.version == package.version }?.checked
        }
        if dates.allSatisfy({ $0 != nil }), let known = dates.compactMap({ $0 }).max() { return known }
        if let date { return date }
        return UTCInstant(UTCInstant(seconds: Int64(time(nil))).date)
    }
}

/// The fingerprints of the past, one line a date and provider. Lines are only ever added.
enum FrozenHistory {
    static func appending(_ providers: [ProviderPrices], at instant: UTCInstant, to text: String) -> String {
        var lines = text.split(separator: "\n").map(String.init)
        if lines.isEmpty {
            lines = ["# Date, provider, fingerprint of the prices before that date. Only ever added to."]
        }
        for provider in providers where !lines.contains(where: { $0.hasPrefix("\(instant) \(provider.id) ") }) {
            lines.append("\(instant) \(provider.id) \(PriceHistory.fingerprint(provider, before: instant))")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// The list of everything the sources disagree about, for people to read.
enum DisagreementReport {
    static func text(_ providers: [ProviderPrices]) -> String {
        var lines = [
            "# Where the sources disagree", "",
            "Made by `assay-maintenance prices` from the `disagree` lines of the price files. The decision names the",
            "source that was taken and the rule or the override that says so; `README.md` has the rules.", "",
            "| model | field | claims | decision |", "|---|---|---|---|",
        ]
        for provider in providers {
            for model in provider.models {
                for one in model.disagreements {
                    lines.append("| \(model.qualifiedName) | \(one.field) | \(one.claims) | \(one.decision) |")
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
