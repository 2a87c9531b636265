/// Keeps what was: the past of a table stays as it is, whatever new sources say.
public enum PriceHistory {
    /// The new prices with the old ones before an instant. An entry that changes ends there, and its successor begins.
    /// A model that the sources dropped stays, marked as retired.
    public static func append(_ new: ProviderPrices, to old: ProviderPrices?, at instant: UTCInstant) -> ProviderPrices {
        var result = new
        let known = Dictionary((old?.models ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        result.models = new.models.map { model in
            var model = model
            guard let before = known[model.id] else {
                model.listed = model.listed ?? instant
                return model
            }
            model.listed = before.listed ?? instant
            model.entries = Timeline.joined(
                clip(before.entries) { $0.clipped(before: instant) } + clip(model.entries) { $0.clipped(from: instant) }
            )
            model.multipliers = multipliers(before.multipliers, model.multipliers, instant)
            return model
        }
        let names = Set(new.models.map(\.id))
        for var model in old?.models ?? [] where !names.contains(model.id) {
            if model.status != .retired {
                model.status = .retired
                model.notes.append("in no source any more since \(instant)")
            }
            result.models.append(model)
        }
        result.models.sort { $0.id < $1.id }
        return result
    }

    private static func clip(_ entries: [PriceEntry], _ clipped: (Validity) -> Validity?) -> [PriceEntry] {
        entries.compactMap { entry in
            clipped(entry.validity).map { validity in
                var entry = entry
                entry.validity = validity
                return entry
            }
        }
    }

    private static func multipliers(_ old: [Multiplier], _ new: [Multiplier], _ instant: UTCInstant) -> [Multiplier] {
        var result = old.filter { !new.contains($0) }.compactMap { multiplier -> Multiplier? in
            guard let validity = multiplier.validity.clipped(before: instant) else { return nil }
            var multiplier = multiplier
            multiplier.validity = validity
            return multiplier
        }
        for var multiplier in new {
            if !old.contains(multiplier), old.contains(where: { $0.condition == multiplier.condition }) {
                guard let validity = multiplier.validity.clipped(from: instant) else { continue }
                multiplier.validity = validity
            }
            result.append(multiplier)
        }
        return result
    }

    /// A fingerprint of everything a provider's file said about the time before an instant, as it stood at that
    /// instant: models listed later and prices that begin later do not count. It never changes.
    ///
    /// FNV-1a with 64 bits over the canonical lines; it guards against mistakes, not against malice.
    public static func fingerprint(_ provider: ProviderPrices, before instant: UTCInstant) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for model in provider.models.sorted(by: { $0.id < $1.id }) {
            guard let listed = model.listed, listed <= instant else { continue }
            let past = Timeline.joined(clip(model.entries) { $0.clipped(before: instant) })
            let lines = past.map { PriceFileWriter.lines($0).joined(separator: "\n") }.sorted()
            for byte in ([model.id] + lines).joined(separator: "\n").utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
