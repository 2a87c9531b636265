import ArgumentParser
import AssayJSON
import AssayPricing
import AssayText

/// `assay prices check`
struct PricesCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare the table with the wheels of its sources, or with a price file.",
        usage: "assay prices check [<options>] <path> ...",
        discussion: """
            Wheels are files that pip downloads: 'pip download --no-deps genai-prices litellm'. What \
            they price differently at the date, and what the table does not know, is listed; \
            differences that the table has settled already are not. Exits with 1 when there are any.

            Examples:
              assay prices check genai_prices-0.2.4-py3-none-any.whl litellm-1.110.0-cp310-abi3-manylinux_2_28_x86_64.whl
              assay prices check our.prices --format json
              assay prices check litellm-1.110.0.whl --provider anthropic
            """)

    @Argument(help: ArgumentHelp("Wheels and price files.", valueName: "path"), completion: .file())
    var paths: [String]

    @OptionGroup(title: "Prices") var table: PriceTableOptions

    @Option(help: ArgumentHelp("How the list is written.", valueName: "text|json"))
    var format = DataFormat.text

    func run() throws {
        let context = try table.context()
        let providers = Set(try context.providers())
        var differences: [PriceDifference] = []
        for path in paths {
            let others = try PriceSourceFile.read(path, checked: UTCInstant(context.instant.date)).providers.filter {
                context.provider == nil || providers.contains($0.id)
            }
            do {
                differences += try PriceComparison.compare(context.table, with: others, at: context.instant)
            } catch {
                throw Failure("\(error)")
            }
        }
        let output = OutputWriter.standard
        switch format {
        case .text: writeText(differences, to: output)
        case .json: writeJSON(differences, to: output)
        }
        try Exit.finish(output, hasFindings: !differences.isEmpty)
    }

    private func writeText(_ differences: [PriceDifference], to output: OutputWriter) {
        for difference in differences { output.write("\(difference)\n") }
        let count = differences.count
        output.write(count == 0 ? "no differences\n" : plural(count, "difference") + "\n")
    }

    private func writeJSON(_ differences: [PriceDifference], to output: OutputWriter) {
        output.writeReport { writer in
            writer.objects("differences", of: differences) { writer, one in
                writer.member("kind", one.kind.rawValue)
                writer.member("model", one.model)
                writer.member("field", one.field)
                writer.member("table", one.ours)
                writer.member("file", one.theirs)
            }
        }
    }
}
