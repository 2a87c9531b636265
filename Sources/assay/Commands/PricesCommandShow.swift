import ArgumentParser
import AssayJSON
import AssayPricing

/// `assay prices show`
struct PricesShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all prices of a model: past, present and announced, with their sources.",
        usage: "assay prices show [<options>] <model>",
        discussion: """
            The text is the format of price files, so it can be the start of a file for --prices. \
            Tokens and characters are priced by the million, calls and pages by the thousand, \
            seconds by the hour, in US dollars.

            Examples:
              assay prices show o3
              assay prices show azure/gpt-4o --format json
              assay prices show deepseek-v4-pro > our.prices
            """)

    @Argument(help: "The model's name, as people write it.")
    var model: String

    @OptionGroup(title: "Prices") var table: PriceTableOptions

    @Option(help: ArgumentHelp("How it is written.", valueName: "text|json"))
    var format = DataFormat.text

    func run() throws {
        let context = try table.context()
        let match = try context.model(model)
        let output = OutputWriter.standard
        switch format {
        case .text:
            var provider = try context.load(match.model.provider)
            provider.models = [match.model]
            // The first line says how files of the table are made, which this is not.
            output.write(
                PriceFileWriter.text(provider).split(separator: "\n").dropFirst().joined(separator: "\n") + "\n")
        case .json:
            output.writeReport { writer in
                match.model.writeMembers(&writer)
            }
        }
        try output.flush()
    }
}

extension ModelPrices {
    fileprivate func writeMembers(_ writer: inout JSONWriter) {
        writer.member("model", id)
        writer.member("provider", provider)
        writer.member("title", title)
        writer.member("status", status.rawValue)
        writer.member("retires", retires?.description)
        writer.member("refused", refusal)
        writer.member("contextWindow", contextWindow)
        writer.member("maximumInput", maximumInput)
        writer.member("maximumOutput", maximumOutput)
        writer.member("cacheMinimum", cache?.minimum)
        writer.member("cacheStep", cache?.step)
        writer.objects("prices", of: entries) { writer, entry in entry.writeMembers(&writer) }
        writer.objects("multipliers", of: multipliers) { writer, multiplier in
            writer.member("condition", multiplier.condition.description)
            writer.member("factor", multiplier.factor.description)
            writer.member("source", multiplier.source)
        }
        writer.objects("sources", of: sources) { writer, source in
            writer.member("name", source.name)
            writer.member("version", source.version)
            writer.member("checked", source.checked?.description)
            writer.member("reference", source.reference)
        }
        writer.objects("disagreements", of: disagreements) { writer, one in
            writer.member("field", one.field)
            writer.member("claims", one.claims)
            writer.member("decision", one.decision)
        }
    }
}

extension PriceEntry {
    fileprivate func writeMembers(_ writer: inout JSONWriter) {
        writer.member("conditions", conditions.map(\.description))
        writer.member("validFrom", validity.from?.description)
        writer.member("validTo", validity.to?.description)
        writer.member("hours", window?.description)
        writer.member("source", source)
        writer.objects("rates", of: rates.sorted { $0.key < $1.key }) { writer, rate in
            writer.member("meter", rate.key.description)
            writer.member("per", rate.key.kind.unit.quoted)
            writer.member("unit", rate.key.kind.unit.rawValue)
            rate.value.writeMembers(&writer)
        }
    }
}

extension Rate {
    fileprivate func writeMembers(_ writer: inout JSONWriter) {
        switch amount {
        case .fixed(let amount): writer.member("amount", amount.description)
        case .derived(let meter, let factor):
            writer.member("derivedFrom", meter.description)
            writer.member("factor", factor.description)
        }
        writer.objects("tiers", of: tiers) { writer, tier in
            writer.member("above", tier.threshold)
            writer.member("inclusive", tier.includesThreshold)
            writer.member("amount", tier.amount.description)
        }
        if !tiers.isEmpty { writer.member("tierMode", mode == .cliff ? "cliff" : "graduated") }
    }
}
