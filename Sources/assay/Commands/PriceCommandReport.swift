import AssayJSON
import AssayPricing
import AssayText

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The prices of some requests on some models, as text and as JSON.
struct PriceReport {
    /// One for each model on which something was priced.
    let columns: [Column]
    /// What could not be priced.
    let failures: [FileFailure]

    /// The prices on one model, or on the models that the responses name.
    struct Column {
        var prices: [(price: PricedUsage, request: PriceRequest, match: ModelMatch)] = []
        private(set) var total = ExactDecimal.zero

        mutating func add(_ price: PricedUsage, request: PriceRequest, match: ModelMatch) throws(DecimalError) {
            prices.append((price, request, match))
            total = try total.adding(price.total)
        }
    }

    // MARK: Text

    func writeText(isExplained: Bool, to output: OutputWriter) {
        let usesColour = Terminal.usesColour(STDOUT_FILENO)
        for (index, column) in columns.enumerated() {
            if index > 0 { output.write("\n") }
            for (place, one) in column.prices.enumerated() where column.prices.count == 1 || isExplained {
                if place > 0 { output.write("\n") }
                lineTable(one.price).write(to: output, usesColour: usesColour)
                output.write("\n" + remarks(one, isExplained: isExplained))
            }
            if column.prices.count > 1 {
                if isExplained { output.write("\n") }
                output.write(sum(column))
            }
        }
        guard columns.count > 1 else { return }
        output.write("\n")
        var table = TextTable([.name("model"), .number("total")])
        for column in columns { table.add([name(column), "$\(column.total.text(minimumPlaces: 2))"]) }
        table.write(to: output, usesColour: usesColour)
    }

    private func lineTable(_ price: PricedUsage) -> TextTable {
        var table = TextTable([.name("meter"), .number("quantity"), .number("price"), .number("amount")])
        for line in price.lines {
            let factors = line.factors.map { " x \($0.factor)" }.joined()
            table.add([
                line.meter.description, line.quantity.description,
                "$\(line.unitPrice)/\(line.billedAs.kind.unit.quotedText)\(factors)", "$\(line.amount)",
            ])
        }
        table.add(["total", "", "", "$\(price.total.text(minimumPlaces: 2))"])
        return table
    }

    /// What model and when, what was not obvious, and on demand where each price stands.
    private func remarks(
        _ one: (price: PricedUsage, request: PriceRequest, match: ModelMatch), isExplained: Bool
    ) -> String {
        let sources = one.price.sources
        var lines = [
            "\(one.price.model) at \(one.price.instant)"
                + (sources.isEmpty ? "" : "; \(sources.joined(separator: "; "))")
        ]
        lines += one.request.notes + one.price.notes
        if isExplained {
            lines += one.price.lines.map(\.explanation)
            lines.append("the name was found as \(one.match.method.rawValue)")
            lines += one.match.model.disagreements.map {
                "sources disagree on \($0.field): \($0.claims); \($0.decision)"
            }
            lines += one.match.model.notes
        } else {
            lines += one.price.lines.compactMap { line in line.note.map { "\(line.meter): \($0)" } }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func sum(_ column: Column) -> String {
        "\(plural(column.prices.count, "request")), \(name(column)): $\(column.total.text(minimumPlaces: 2))\n"
    }

    private func name(_ column: Column) -> String {
        var names: [String] = []
        for one in column.prices where !names.contains(one.price.model) { names.append(one.price.model) }
        return names.joined(separator: ", ")
    }

    // MARK: JSON

    /// One request on one model is an object of its own; several are a list under `prices`, with their totals.
    func writeJSON(to output: OutputWriter) {
        output.writeReport { writer in
            if columns.count == 1, columns[0].prices.count == 1 {
                writeMembers(columns[0].prices[0], &writer)
            } else {
                writer.key("prices")
                writer.array(of: columns.flatMap(\.prices)) { writer, one in
                    writer.object { writer in writeMembers(one, &writer) }
                }
                writer.objects("totals", of: columns) { writer, column in
                    writer.member("model", name(column))
                    writer.member("total", column.total.description)
                    writer.member("currency", "USD")
                }
            }
            writer.errors(failures)
        }
    }

    private func writeMembers(
        _ one: (price: PricedUsage, request: PriceRequest, match: ModelMatch), _ writer: inout JSONWriter
    ) {
        let model = one.match.model
        writer.member("model", model.id)
        writer.member("provider", model.provider)
        writer.member("matched", one.match.method.rawValue)
        writer.member("date", one.price.instant.description)
        writer.member("total", one.price.total.description)
        writer.member("currency", one.price.currency)
        writer.key("lines")
        writer.array(of: one.price.lines) { writer, line in
            writer.object { writer in line.writeMembers(&writer, at: one.price.instant) }
        }
        writer.member("notes", one.request.notes + one.price.notes)
        writer.objects("disagreements", of: model.disagreements) { writer, dispute in
            writer.member("field", dispute.field)
            writer.member("claims", dispute.claims)
            writer.member("decision", dispute.decision)
        }
    }
}

extension PricedUsage.Line {
    func writeMembers(_ writer: inout JSONWriter, at instant: UTCInstant) {
        let unit = billedAs.kind.unit
        writer.member("meter", meter.description)
        writer.member("billedAs", billedAs.description)
        writer.key("quantity")
        // Counts are whole numbers; hours and seconds need not be.
        if let count = quantity.integer {
            writer.value(count)
        } else {
            writer.value(Double(quantity.description) ?? 0)
        }
        writer.member("unit", unit.rawValue)
        writer.member("unitPrice", unitPrice.description)
        writer.member("per", unit.quoted)
        writer.objects("factors", of: factors) { writer, factor in
            writer.member("condition", factor.condition.description)
            writer.member("factor", factor.factor.description)
        }
        writer.member("amount", amount.description)
        writer.member("tier", tier)
        writer.member("conditions", conditions.map(\.description))
        writer.member("hours", window?.description)
        writer.member("validFrom", validity.from?.description)
        writer.member("validTo", validity.to?.description)
        writer.object("source") { writer in
            writer.member("name", source.name)
            writer.member("version", source.version)
            writer.member("checked", source.checked?.description)
            writer.member("reference", source.reference)
        }
        writer.member("assumed", isAssumed(at: instant))
        writer.member("note", note)
    }
}
