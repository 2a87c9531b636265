/// Reads the data module of the `genai-prices` wheel: one provider a `Provider(...)`, dated prices, request variants.
public struct GenaiPricesReader {
    public static let sourceName = "genai-prices"
    static let path = "genai_prices/data.py"

    private let version: String
    private let checked: UTCInstant

    /// All providers of the wheel.
    public static func read(_ wheel: WheelArchive, checked: UTCInstant) throws(PriceSourceError) -> [ProviderPrices] {
        let module = try wheel.contents(of: path)
        let literal = try PythonLiteral.value(of: "providers", in: module, source: "\(wheel.name)/\(path)")
        let reader = GenaiPricesReader(version: wheel.package?.version ?? "", checked: checked)
        var providers: [ProviderPrices] = []
        for element in literal.elements { providers.append(try reader.provider(element)) }
        return providers
    }

    private func provider(_ literal: PythonLiteral) throws(PriceSourceError) -> ProviderPrices {
        guard let id = literal["id"]?.string else { throw failure("a provider has no id") }
        var provider = ProviderPrices(id: id, title: literal["name"]?.string ?? id, kind: .host)
        provider.pages = literal["pricing_urls"]?.elements.compactMap(\.string) ?? []
        for element in literal["models"]?.elements ?? [] {
            provider.models.append(try model(element, of: provider))
        }
        return provider
    }

    private func model(_ literal: PythonLiteral, of provider: ProviderPrices) throws(PriceSourceError) -> ModelPrices {
        guard let id = literal["id"]?.string else { throw failure("a model of \(provider.id) has no id") }
        var model = ModelPrices(provider: provider.id, id: id)
        model.title = literal["name"]?.string?.oneLine
        model.contextWindow = literal["context_window"]?.number.flatMap { Int($0) }
        if literal["deprecated"]?.isTrue == true { model.status = .deprecated }
        model.sources = [
            PriceSource(
                name: GenaiPricesReader.sourceName, version: version,
                reference: references(literal, of: provider).joined(separator: " "), checked: checked)
        ]
        if let match = literal["match"] { try GenaiPricesMatch.add(match, to: &model) }
        model.entries = try entries(literal)
        return model
    }

    /// The pages that the source's remarks on a price name, or the provider's price page.
    private func references(_ literal: PythonLiteral, of provider: ProviderPrices) -> [String] {
        let words = (literal["price_comments"]?.string ?? "").split { $0.isWhitespace || "()<>,;\"`".contains($0) }
        var pages: [String] = []
        for word in words where word.hasPrefix("https://") {
            let page = String(word.reversed().drop { ".:'".contains($0) }.reversed())
            if !pages.contains(page) { pages.append(page) }
        }
        return pages.isEmpty ? Array(provider.pages.prefix(1)) : pages
    }

    // MARK: Prices

    private func entries(_ literal: PythonLiteral) throws(PriceSourceError) -> [PriceEntry] {
        var entries: [PriceEntry] = []
        if let prices = literal["prices"] {
            if prices.callName == "ModelPrice" {
                entries.append(PriceEntry(rates: try rates(prices), source: GenaiPricesReader.sourceName))
            } else {
                entries += try dated(prices.elements)
            }
        }
        return try entries + variants(literal["price_variants"]?.elements ?? [])
    }

    /// A list of conditional prices, of which the last that is active holds: intervals, and hours within the last one.
    private func dated(_ list: [PythonLiteral]) throws(PriceSourceError) -> [PriceEntry] {
        var starts: [(from: UTCInstant?, rates: [Meter: Rate])] = []
        var windows: [(hours: ClockWindow.Hours, rates: [Meter: Rate])] = []
        for element in list {
            let rates = try rates(element["prices"] ?? .none)
            guard let constraint = element["constraint"] else {
                starts.append((nil, rates))
                continue
            }
            if constraint.callName == "StartDateConstraint" {
                starts.append((try date(constraint["start_date"]), rates))
            } else {
                windows.append((try hours(constraint), rates))
            }
        }
        let intervals = Timeline.intervals(starts.map(\.from))
        var entries = intervals.map { interval in
            // The last of those that have begun.
            let index =
                starts.lastIndex { $0.from.map { start in interval.from.map { $0 >= start } ?? false } ?? true } ?? 0
            return PriceEntry(validity: interval, rates: starts[index].rates, source: GenaiPricesReader.sourceName)
        }
        entries = Timeline.joined(entries)
        // The hours come with the newest dated price; nothing in the source says since when they hold.
        let last = intervals.last ?? .always
        for window in windows {
            if let same = entries.firstIndex(where: { $0.window != nil && $0.rates == window.rates }) {
                entries[same].window?.hours.append(window.hours)
            } else {
                entries.append(
                    PriceEntry(
                        validity: last, window: ClockWindow(hours: [window.hours]), rates: window.rates,
                        source: GenaiPricesReader.sourceName))
            }
        }
        return entries
    }

    /// Prices under conditions; of several that are active the first has the word, meter by meter.
    private func variants(_ list: [PythonLiteral]) throws(PriceSourceError) -> [PriceEntry] {
        var groups: [(conditions: [Condition], variants: [(from: UTCInstant?, rates: [Meter: Rate])])] = []
        for variant in list {
            let rates = try rates(variant["prices"] ?? .none)
            guard !rates.isEmpty, let conditions = try conditions(variant["when"]) else { continue }
            let from = try variant["constraint"].map { (constraint) throws(PriceSourceError) in
                try date(constraint["start_date"])
            }
            if let index = groups.firstIndex(where: { $0.conditions == conditions }) {
                groups[index].variants.append((from, rates))
            } else {
                groups.append((conditions, [(from, rates)]))
            }
        }
        return groups.flatMap { group in
            let intervals = Timeline.intervals(group.variants.map(\.from))
            return Timeline.joined(
                intervals.compactMap { interval in
                    var rates: [Meter: Rate] = [:]
                    for variant in group.variants
                    where variant.from.map({ start in interval.from.map { $0 >= start } ?? false }) ?? true {
                        rates.merge(variant.rates) { first, _ in first }
                    }
                    guard !rates.isEmpty else { return nil }
                    return PriceEntry(
                        validity: interval, conditions: group.conditions, rates: rates,
                        source: GenaiPricesReader.sourceName)
                })
        }
    }

    private func conditions(_ when: PythonLiteral?) throws(PriceSourceError) -> [Condition]? {
        guard case .dictionary(let members)? = when else { return nil }
        var conditions: [Condition] = []
        for member in members {
            guard let key = member.key.string, let value = member.value.string else { return nil }
            switch key {
            case "processing" where value == "batch": conditions.append(.batch)
            case "service_tier": conditions.append(Condition(.tier, value))
            case "speed": conditions.append(Condition(.speed, value))
            case "route": conditions.append(Condition(.route, value))
            case "search_type": conditions.append(Condition(.search, value))
            default: throw failure("a variant depends on \(key)=\(value), which this reader does not know")
            }
        }
        return conditions.sorted()
    }

    private func rates(_ literal: PythonLiteral) throws(PriceSourceError) -> [Meter: Rate] {
        var rates: [Meter: Rate] = [:]
        for (key, value) in literal.keywords {
            guard let meter = GenaiPricesReader.meters[key] else {
                throw failure("there is a price called \(key), which this reader does not know")
            }
            rates[meter] = try rate(value)
        }
        return rates
    }

    private func rate(_ literal: PythonLiteral) throws(PriceSourceError) -> Rate {
        guard literal.callName == "TieredPrices" else { return Rate(try decimal(literal)) }
        var tiers: [Rate.Tier] = []
        for tier in literal["tiers"]?.elements ?? [] {
            guard let start = tier["start"]?.number.flatMap({ Int($0) }), let price = tier["price"] else {
                throw failure("a tier has no start or no price")
            }
            // The source's tiers begin above `start`, so it writes "200,000 and more" as 199,999.
            let isInclusive = start % 1000 == 999
            tiers.append(
                Rate.Tier(
                    threshold: isInclusive ? start + 1 : start, includesThreshold: isInclusive,
                    amount: try decimal(price)))
        }
        return Rate(.fixed(try decimal(literal["base"] ?? .none)), tiers: tiers)
    }

    private func decimal(_ literal: PythonLiteral) throws(PriceSourceError) -> ExactDecimal {
        guard literal.callName == "Decimal",
            let text = literal.arguments.first?.string ?? literal.arguments.first?.number
        else { throw failure("a price is not a Decimal") }
        do { return try ExactDecimal(text) } catch { throw failure(error.description) }
    }

    private func date(_ literal: PythonLiteral?) throws(PriceSourceError) -> UTCInstant {
        let fields = literal?.arguments.compactMap { $0.number.flatMap { Int($0) } } ?? []
        guard fields.count == 3, let date = CivilDate(year: fields[0], month: fields[1], day: fields[2]) else {
            throw failure("a start date cannot be read")
        }
        return UTCInstant(date)
    }

    private func hours(_ literal: PythonLiteral) throws(PriceSourceError) -> ClockWindow.Hours {
        func minutes(_ literal: PythonLiteral?) -> Int? {
            let fields = literal?.arguments.compactMap { $0.number.flatMap { Int($0) } } ?? []
            guard let zone = literal?["tzinfo"], case .name(let name) = zone,
                ["datetime.UTC", "datetime.timezone.utc"].contains(name), !fields.isEmpty
            else {
                return nil
            }
            return fields[0] * 60 + (fields.count > 1 ? fields[1] : 0)
        }
        guard let start = minutes(literal["start_time"]), let end = minutes(literal["end_time"]),
            let hours = ClockWindow.Hours(start: start, end: end)
        else { throw failure("hours of the day cannot be read") }
        return hours
    }

    private func failure(_ reason: String) -> PriceSourceError {
        PriceSourceError(source: "\(GenaiPricesReader.sourceName) \(version)", reason: reason)
    }

    private static let meters: [String: Meter] = [
        "input_mtok": .input, "output_mtok": .output, "cache_read_mtok": .cacheRead, "cache_write_mtok": .cacheWrite,
        "cache_write_5m_mtok": .cacheWrite5m, "cache_write_1h_mtok": .cacheWrite1h,
        "input_audio_mtok": Meter(.input, .base, .audio), "output_audio_mtok": Meter(.output, .base, .audio),
        "cache_audio_read_mtok": Meter(.input, .cacheRead, .audio), "input_image_mtok": Meter(.input, .base, .image),
        "cache_image_read_mtok": Meter(.input, .cacheRead, .image),
        "output_image_mtok": Meter(.output, .base, .image), "input_video_mtok": Meter(.input, .base, .video),
        "output_video_mtok": Meter(.output, .base, .video), "output_reasoning_mtok": .reasoning,
        "output_citation_mtok": Meter(.output, .citation), "input_tool_mtok": Meter(.input, .tool),
        "web_searches_kcount": .webSearch, "social_searches_kcount": Meter(.none, .socialSearch),
        "storage_searches_kcount": Meter(.none, .fileSearch), "code_executions_kcount": Meter(.none, .codeSession),
        "rerank_searches_kcount": Meter(.none, .searchQuery), "requests_kcount": .request,
        "input_document_kpages": Meter(.none, .page), "input_annotated_document_kpages": Meter(.none, .annotatedPage),
        "input_mchars": Meter(.input, .character), "input_text_messages_kcount": Meter(.none, .message),
        "audio_hours": Meter(.none, .second, .audio), "input_audio_hours": Meter(.input, .second, .audio),
        "output_audio_hours": Meter(.output, .second, .audio), "input_gpixels": Meter(.input, .pixel),
    ]
}

extension String {
    /// The text on one line, with single spaces.
    var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
