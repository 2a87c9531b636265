import Testing

@testable import AssayPricing

/// The table as a whole. When one of these fails, run `assay-maintenance prices` and look at the difference.
@Suite struct PriceTableTests {
    private static let providers: [ProviderPrices] = PriceTable.embedded.providers.compactMap {
        try? PriceTable.embedded.provider($0)
    }

    @Test func everyFileReads() throws {
        #expect(PriceTableTests.providers.count == PriceTable.embedded.providers.count)
        #expect(PriceTableTests.providers.count > 100)
    }

    @Test("the files are what the maintenance command writes")
    func filesAreCanonical() throws {
        let texts = PriceTableFiles.texts(PriceTableTests.providers)
        let folder = try #require(PriceFolder.find())
        for (name, text) in texts {
            #expect(try PriceFolder.text("\(folder)/\(name)") == text, "\(name): run assay-maintenance prices")
        }
    }

    @Test("every file of the folder is in the pack")
    func folderIsPacked() throws {
        let folder = try #require(PriceFolder.find())
        let files = try PriceFolder.names(folder).filter { $0.hasSuffix(".prices") }.map { String($0.dropLast(7)) }
        #expect(files.sorted() == PriceTable.embedded.providers)
    }

    @Test("the pack has the names and patterns of all models")
    func indexIsPacked() throws {
        let names = NameIndex.records(PriceTableTests.providers)
        let rows = PriceTableTests.providers.flatMap { NameIndex.rows(of: $0) }
        #expect(Set(PriceTable.embedded.allRows()) == Set(rows))
        #expect(PriceTable.embedded.allRows().count == names.count)
        let patterns = PriceTableTests.providers.flatMap { provider in
            provider.models.flatMap { model in
                model.patterns.map { NameIndex.PatternRow(pattern: $0, provider: provider.id, id: model.id) }
            }
        }
        #expect(Set(PriceTable.embedded.patterns()) == Set(patterns))
    }

    @Test("a model that is read alone is the one that is read with all others")
    func modelsAreFoundAlone() throws {
        for provider in PriceTableTests.providers {
            let header = try PriceTable.embedded.providerHeader(provider.id)
            #expect(header?.title == provider.title && header?.models.isEmpty == true)
            for model in provider.models {
                #expect(try PriceTable.embedded.model(provider: provider.id, id: model.id) == model)
            }
            #expect(try PriceTable.embedded.model(provider: provider.id, id: "no such model") == nil)
        }
    }

    @Test("history is only added to: every fingerprint of the past still holds")
    func historyIsFrozen() throws {
        let folder = try #require(PriceFolder.find())
        let lines = try PriceFolder.text("\(folder)/history.frozen").split(separator: "\n").filter {
            !$0.hasPrefix("#")
        }
        #expect(lines.count >= PriceTableTests.providers.count)
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            let provider = try #require(PriceTableTests.providers.first { $0.id == words[1] }, "\(words[1]) is gone")
            let instant = try #require(UTCInstant(words[0]))
            #expect(
                PriceHistory.fingerprint(provider, before: instant) == words[2],
                "prices of \(words[1]) before \(words[0]) were changed; the past is append-only")
        }
    }

    @Test("entries of one meter under the same conditions do not overlap in time")
    func entriesDoNotOverlap() {
        for model in PriceTableTests.providers.flatMap(\.models) {
            for (index, one) in model.entries.enumerated() {
                for two in model.entries[(index + 1)...]
                where one.conditions == two.conditions && one.window == nil && two.window == nil
                    && one.validity.overlaps(two.validity) && "override" != one.source && "override" != two.source
                {
                    let shared = Set(one.rates.keys).intersection(two.rates.keys)
                    #expect(shared.isEmpty, "\(model.qualifiedName): \(shared)")
                }
            }
        }
    }

    @Test("every price says its source, every source its version and date")
    func everythingHasASource() {
        for model in PriceTableTests.providers.flatMap(\.models) {
            let sources = Dictionary(grouping: model.sources, by: \.name)
            for entry in model.entries {
                #expect(sources[entry.source] != nil, "\(model.qualifiedName): \(entry.source)")
            }
            for source in model.sources where source.name != "override" {
                #expect(!source.version.isEmpty && source.checked != nil, "\(model.qualifiedName)")
            }
            #expect(model.listed != nil, "\(model.qualifiedName)")
        }
    }

    @Test("a model has prices, or the reason why not")
    func pricedOrRefused() {
        for model in PriceTableTests.providers.flatMap(\.models) {
            #expect(model.entries.isEmpty == (model.refusal != nil), "\(model.qualifiedName)")
        }
    }

    @Test("derived prices have an origin in their entry")
    func derivedPricesHaveOrigins() {
        for entry in PriceTableTests.providers.flatMap(\.models).flatMap(\.entries) {
            for case .derived(let origin, _) in entry.rates.values.map(\.amount) {
                #expect(entry.rates[origin]?.base != nil)
            }
        }
    }

    @Test("every name in the index finds its model, or is ambiguous and says so")
    func everyNameIsFound() throws {
        let finder = ModelFinder(.embedded, at: try #require(UTCInstant(checkDay)))
        var generator = SeededGenerator(seed: 1)
        for row in PriceTable.embedded.allRows().shuffled(using: &generator).prefix(1_500) {
            let match = try finder.find("\(row.provider)/\(row.name)")
            #expect(match.model.provider == row.provider, "\(row)")
            let bare = Result { try finder.find(row.name) }
            guard case .failure(let error) = bare else { continue }
            guard case .ambiguous(_, let candidates)? = error as? ModelNameError else {
                Issue.record("\(row.name): \(error)")
                continue
            }
            #expect(candidates.count > 1)
        }
    }

    @Test("the names of providers that tools use are in their files")
    func providerNamesAgree() {
        for (name, id) in ProviderNames.common where name != id {
            guard let provider = PriceTableTests.providers.first(where: { $0.id == id }) else { continue }
            #expect(provider.aliases.contains(name), "\(name)")
        }
    }

    @Test("every meter's name reads back as the meter") func meterNames() {
        #expect(Set(Meter.all.map(\.description)).count == Meter.all.count)
        for meter in Meter.all { #expect(Meter(meter.description) == meter) }
    }
}
