import AssayJSON
import AssayText

/// Reads the price list of the `litellm` wheel: one flat object a model, with a key for each price.
public struct LiteLLMReader {
    public static let sourceName = "litellm"
    static let path = "litellm/model_prices_and_context_window_backup.json"

    private let version: String
    private let checked: UTCInstant

    /// All models of the wheel by the provider they belong to here.
    public static func read(_ wheel: WheelArchive, checked: UTCInstant) throws(PriceSourceError) -> [ProviderPrices] {
        let document: JSONDocument
        do {
            document = try JSONDocument(try wheel.contents(of: path))
        } catch let error as PriceSourceError {
            throw error
        } catch {
            throw PriceSourceError(source: wheel.name, reason: "\(path): \(error)")
        }
        let reader = LiteLLMReader(version: wheel.package?.version ?? "", checked: checked)
        var providers: [String: ProviderPrices] = [:]
        for member in document.root.members {
            guard let key = member.key.string, key != "sample_spec", key != "fallback_generalizations" else { continue }
            let model = try reader.model(key, member.value)
            providers[model.provider, default: ProviderPrices(id: model.provider, title: model.provider, kind: .host)]
                .models.append(model)
        }
        return providers.values.sorted { $0.id < $1.id }
    }

    private func model(_ key: String, _ value: JSONValue) throws(PriceSourceError) -> ModelPrices {
        let tag = value["litellm_provider"]?.string ?? "unknown"
        let provider = ProviderDirectory.provider(ofTag: tag)
        var model = ModelPrices(provider: provider, id: ProviderDirectory.identifier(key, tag: tag, provider: provider))
        if model.id != key { model.aliases = [ModelPrices.Alias(key)] }
        model.use = value["mode"]?.string
        model.maximumInput = count(value["max_input_tokens"])
        model.maximumOutput = count(value["max_output_tokens"])
        model.cache = count(value["prompt_cache_min_tokens"]).map { CacheRule(minimum: $0) }
        model.retires = (value["deprecation_date"]?.string).flatMap { UTCInstant($0) }
        let page = value["source"]?.string?.oneLine
        model.sources = [
            PriceSource(
                name: LiteLLMReader.sourceName, version: version, reference: key + (page.map { " " + $0 } ?? ""),
                checked: checked)
        ]
        do {
            try readPrices(value, into: &model)
        } catch {
            throw PriceSourceError(source: "\(LiteLLMReader.sourceName) \(version)", reason: "\(key): \(error)")
        }
        return model
    }

    /// Numbers may be written as 262144.0.
    private func count(_ value: JSONValue?) -> Int? {
        guard let number = value?.numberText, let count = try? ExactDecimal(number).integer, count > 0 else {
            return nil
        }
        return count
    }

    // MARK: Prices

    private func readPrices(_ value: JSONValue, into model: inout ModelPrices) throws(DecimalError) {
        var sheet = LiteLLMSheet()
        let mode = value["mode"]?.string ?? ""
        for member in value.members {
            guard let name = member.key.string else { continue }
            if let key = LiteLLMKey(name, mode: mode), let text = member.value.numberText {
                try sheet.add(key, try ExactDecimal(text))
            } else {
                try readSpecial(name, member.value, &sheet, &model)
            }
        }
        let isInclusive = model.provider == "x-ai"
        model.entries = try sheet.entries(includesThreshold: isInclusive)
        model.multipliers.sort { ($0.condition, $0.factor) < ($1.condition, $1.factor) }
        let seconds = model.entries.flatMap(\.rates.keys).allSatisfy { $0.kind == .second && $0.modality == .text }
        if model.entries.isEmpty {
            model.refusal =
                sheet.refusal ?? "litellm lists it without a price, or at zero, which it also writes for unknown"
        } else if seconds {
            model.entries = []
            model.refusal = "litellm lists it by the second of computing time, which is not a price of a usage"
        }
    }

    private func readSpecial(
        _ name: String, _ value: JSONValue, _ sheet: inout LiteLLMSheet, _ model: inout ModelPrices
    ) throws(DecimalError) {
        switch name {
        case "search_context_cost_per_query": try sheet.addSearch(value)
        case "search_free_requests":
            sheet.freeSearches = value["count"]?.int.map {
                Rate.FreeQuota(
                    count: $0, period: value["period"]?.string ?? "day", group: value["shared_group"]?.string ?? "")
            }
        case "tiered_pricing": try sheet.addRanges(value)
        case "off_peak_pricing": try sheet.addOffPeak(value)
        case "provider_specific_entry":
            try addMultiplier(value["us"], Condition(.residency, "us"), to: &model)
            try addMultiplier(value["fast"], Condition(.speed, "fast"), to: &model)
        case "regional_processing_uplift_multiplier_us":
            try addMultiplier(value, Condition(.residency, "us"), to: &model)
        case "regional_processing_uplift_multiplier_eu":
            try addMultiplier(value, Condition(.residency, "eu"), to: &model)
        case "regional_endpoint_uplift_multiplier":
            try addMultiplier(value, Condition(.region, "regional"), to: &model)
        case "comment": break
        default:
            // A price this table has no words for must not pass unseen.
            if name.contains(text: "cost"), !name.contains(text: "dbu"),
                value.numberText.map({ (try? ExactDecimal($0)) != .zero }) ?? true
            {
                model.notes.append("litellm also says \(name), which this table cannot say")
                sheet.refusal = "litellm prices it by \(name), which this table cannot say"
            }
        }
    }

    private func addMultiplier(
        _ value: JSONValue?, _ condition: Condition, to model: inout ModelPrices
    ) throws(DecimalError) {
        guard let text = value?.numberText else { return }
        let factor = try ExactDecimal(text)
        guard factor != .one else { return }
        model.multipliers.append(
            Multiplier(condition: condition, factor: factor, source: LiteLLMReader.sourceName))
    }
}
