import AssayEstimation
import AssayJSON
import AssayPricing

extension ChangeReport {
    /// The report as JSON; money as decimal strings.
    public func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("base", base)
            writer.member("head", head)
            writer.member("currency", "USD")
            writer.member("instant", instant.description)
            writer.member("unchanged", unchanged)
            writer.key("changes")
            writer.array { writer in for change in changes { Self.write(change, &writer) } }
            writer.key("totals")
            writer.array { writer in for total in totals { Self.write(total, &writer) } }
            writer.key("budgets")
            writer.array { writer in for result in budgets { BudgetReport.write(result, &writer) } }
            writer.member("exceeded", exceeded.count)
            writer.key("statements")
            writer.array { writer in for statement in statements { writer.value(statement) } }
            writer.errors(failures)
        }
        return writer.bytes + [0x0A]
    }

    private static func write(_ change: UnitChange, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("status", change.status.rawValue)
            writer.key("before")
            write(change.before, &writer)
            writer.key("after")
            write(change.after, &writer)
            if change.before != nil, change.after != nil { writer.member("matchedBy", change.basis.rawValue) }
            writer.key("models")
            writer.array { writer in for model in change.models { write(model, &writer) } }
            writer.key("effects")
            writer.array { writer in for effect in change.effects { write(effect, &writer) } }
        }
    }

    private static func write(_ place: UnitChange.Place?, _ writer: inout JSONWriter) {
        guard let place else { return writer.null() }
        writer.object { writer in
            writer.member("path", place.path)
            writer.member("unit", place.unit)
            writer.member("line", place.line)
        }
    }

    private static func write(_ effect: ChangeEffect, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", effect.kind.rawValue)
            writer.member("text", effect.text)
        }
    }

    private static func write(_ model: ModelChange, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("model", model.model)
            if let earlier = model.earlierModel { writer.member("modelBefore", earlier) }
            writer.key("before")
            write(model.before, &writer)
            writer.key("after")
            write(model.after, &writer)
            writer.member("tokens", model.tokens)
            writer.member("perCall", (try? model.perCall())?.description)
            writer.member("perMonth", ((try? model.perMonth()) ?? nil)?.description)
            if let cache = model.cache {
                writer.key("cache")
                write(cache, &writer)
            }
            writer.key("effects")
            writer.array { writer in for effect in model.effects { write(effect, &writer) } }
        }
    }

    private static func write(_ estimate: CostEstimate?, _ writer: inout JSONWriter) {
        guard let estimate else { return writer.null() }
        writer.object { writer in
            writer.member("tokens", estimate.input.point)
            writer.member("low", estimate.input.low)
            writer.member("high", estimate.input.high)
            writer.member("method", estimate.method.rawValue)
            writer.key("perCall")
            write(estimate.perCall, &writer)
            if let month = estimate.perMonth {
                writer.key("perMonth")
                write(month, &writer)
            }
        }
    }

    private static func write(_ range: CostRange, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("low", range.low.description)
            writer.member("point", range.point.description)
            writer.member("high", range.high.description)
        }
    }

    private static func write(_ cache: CacheChange, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", cache.kind.rawValue)
            writer.member("offset", cache.offset)
            writer.member("line", cache.line)
            writer.member("column", cache.column)
            writer.member("reason", cache.reason)
            writer.member("commonTokens", cache.common)
            writer.member("stillCached", cache.stillCached)
            writer.member("cachedBefore", cache.cachedBefore)
            writer.member("cachedAfter", cache.cachedAfter)
            writer.member("onceAfter", cache.onceAfter.description)
            writer.member("perCall", cache.perCall.description)
            writer.member("perMonth", cache.perMonth?.description)
        }
    }

    private static func write(_ total: ChangeTotal, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("model", total.model)
            writer.member("prompts", total.units)
            writer.member("tokensBefore", total.tokensBefore)
            writer.member("tokensAfter", total.tokensAfter)
            writer.key("perCallBefore")
            write(total.perCallBefore, &writer)
            writer.key("perCallAfter")
            write(total.perCallAfter, &writer)
            if let before = total.perMonthBefore, let after = total.perMonthAfter {
                writer.key("perMonthBefore")
                write(before, &writer)
                writer.key("perMonthAfter")
                write(after, &writer)
            }
            writer.member("cacheLossPerMonth", total.cacheLoss?.description)
        }
    }
}
