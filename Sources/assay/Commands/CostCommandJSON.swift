import AssayEstimation
import AssayJSON
import AssayPricing

extension CostReport {
    /// Everything that the other formats show, amounts exact and as text.
    func writeJSON(_ totals: [CostTotal], to output: OutputWriter) {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("currency", "USD")
            writer.member("date", instant.description)
            writeAssumptions(&writer)
            writer.key("prompts")
            writer.array(of: result.rows) { writer, row in
                writer.object { writer in
                    writer.member("path", row.path.text)
                    writer.member("prompt", row.unit)
                    writer.member("line", row.line)
                    writer.key("costs")
                    writer.array(of: row.estimates) { writer, one in
                        writer.object { writer in one.writeMembers(&writer) }
                    }
                }
            }
            writer.key("total")
            writer.array(of: totals) { writer, total in
                writer.object { writer in
                    writer.member("model", total.model)
                    writer.member("prompts", total.prompts)
                    total.input.writeMember("input", &writer)
                    total.perCall.writeMember("perCall", &writer)
                    total.total?.writeMember("total", &writer)
                    total.perMonth?.writeMember("perMonth", &writer)
                }
            }
            if !result.failures.isEmpty {
                writer.key("errors")
                writer.array(of: result.failures) { writer, failure in
                    writer.object { writer in
                        writer.member("path", failure.path.text)
                        writer.member("message", failure.message)
                    }
                }
            }
        }
        output.write(writer.bytes)
        output.write("\n")
    }

    private func writeAssumptions(_ writer: inout JSONWriter) {
        writer.key("assumptions")
        writer.object { writer in
            writer.member("outputTokens", assumptions.outputTokens)
            writer.member("reasoningTokens", assumptions.reasoningTokens)
            writer.member("calls", assumptions.traffic?.calls)
            writer.member("period", assumptions.traffic?.period.rawValue)
            switch assumptions.prefix {
            case .none: writer.member("cachedPrefix", "none")
            case .automatic: writer.member("cachedPrefix", "auto")
            case .tokens(let count): writer.member("cachedPrefix", "\(count)")
            }
            writer.key("conditions")
            writer.array(of: assumptions.options.conditions) { writer, one in writer.value(one.description) }
            writer.key("statements")
            writer.array(of: statements) { writer, line in writer.value(line) }
        }
    }
}

extension CostEstimate {
    fileprivate func writeMembers(_ writer: inout JSONWriter) {
        writer.member("model", model)
        input.writeMember("input", &writer)
        writer.key("parts")
        writer.array(of: parts) { writer, part in
            writer.object { writer in
                writer.member("name", part.name)
                part.tokens.writeMembers(&writer)
                writer.member("amount", amount(ofPart: part.tokens.point, part.modality)?.description)
            }
        }
        writer.key("media")
        writer.array(of: request?.messages.flatMap(\.media) ?? []) { writer, media in
            writer.object { writer in
                writer.member("kind", media.kind.rawValue)
                media.tokens.writeMembers(&writer)
                writer.member("basis", media.basis)
            }
        }
        writer.member("output", output)
        writer.member("reasoning", reasoning)
        perCall.writeMember("perCall", &writer)
        total?.writeMember("total", &writer)
        perMonth?.writeMember("perMonth", &writer)
        if let cache { cache.writeMember(&writer) }
        writer.key("lines")
        writer.array(of: price.lines) { writer, line in
            writer.object { writer in line.writeMembers(&writer, at: price.instant) }
        }
        if let writePrice {
            writer.key("writeLines")
            writer.array(of: writePrice.lines) { writer, line in
                writer.object { writer in line.writeMembers(&writer, at: writePrice.instant) }
            }
        }
        writer.key("notes")
        writer.array(of: notes) { writer, note in writer.value(note) }
    }
}

extension PrefixCache {
    fileprivate func writeMember(_ writer: inout JSONWriter) {
        writer.key("cache")
        writer.object { writer in
            prefix.writeMember("prefix", &writer)
            cached.writeMember("cached", &writer)
            writer.member("reason", reason)
            writer.member("lifetimeSeconds", lifetime)
            writer.member("lifetimeAssumed", isLifetimeAssumed)
            writer.member("hitShare", hitShare.map { "\((try? ExactDecimal($0).shifted(by: -6)) ?? .zero)" })
            writer.member("paysFromCalls", paysFrom)
            write.writeMember("write", &writer)
            read.writeMember("read", &writer)
            uncached.writeMember("uncached", &writer)
        }
    }
}

extension TokenCount {
    fileprivate func writeMember(_ key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.object { writer in writeMembers(&writer) }
    }

    fileprivate func writeMembers(_ writer: inout JSONWriter) {
        writer.member("tokens", point)
        writer.member("low", low)
        writer.member("high", high)
        writer.member("method", method.rawValue)
    }
}

extension CostRange {
    fileprivate func writeMember(_ key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.object { writer in
            writer.member("point", point.description)
            writer.member("low", low.description)
            writer.member("high", high.description)
        }
    }
}
