import ArgumentParser
import AssayJSON
import AssayPricing
import AssayText

/// `assay prices update`
struct PricesUpdate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Take in the prices of newer wheels, without waiting for a new version.",
        usage: "assay prices update [<options>] [<path> ...]",
        discussion: """
            Wheels are files that pip downloads: 'pip download --no-deps genai-prices litellm'. What \
            they price differently is listed and stored in the data folder (ASSAY_DATA), and from \
            then on every command prices with it. Old prices stay with their dates: a changed price \
            is a new dated entry. Give both wheels where you can: genai-prices has dates and goes \
            first, litellm adds what it does not have. Nothing is fetched from the network.

            Examples:
              assay prices update genai_prices-0.2.4-py3-none-any.whl litellm-1.110.0-cp310-abi3-manylinux_2_28_x86_64.whl
              assay prices update --from litellm-1.110.0.whl --dry-run
              assay prices update our.prices             prices of your own, kept
              assay prices update --discard              back to the table of this version
            """)

    @Argument(help: ArgumentHelp("Wheels and price files.", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Option(
        name: .customLong("from"), help: ArgumentHelp("The same as a path.", valueName: "path"), completion: .file())
    var sources: [String] = []

    @Flag(help: "List what would change and store nothing.")
    var dryRun = false

    @Flag(help: "Take away what earlier updates stored.")
    var discard = false

    @OptionGroup(title: "Prices") var table: PriceTableOptions

    @Option(help: ArgumentHelp("How the list is written.", valueName: "text|json"))
    var format = DataFormat.text

    func run() throws {
        guard let store = PriceUpdates() else {
            throw Failure("there is no folder for updated prices; set ASSAY_DATA or HOME")
        }
        let files = paths + sources
        if discard {
            guard files.isEmpty else { throw Failure("--discard takes stored prices away; give it alone") }
            return try discard(store)
        }
        guard !files.isEmpty else {
            throw Failure(
                "there is nothing to update from; get the wheels with 'pip download --no-deps genai-prices litellm' "
                    + "and give them as files")
        }
        let update = try update(files)
        if !dryRun, !update.providers.isEmpty { try store.store(update.providers) }
        let output = OutputWriter.standard
        switch format {
        case .text: writeText(update, store, to: output)
        case .json: writeJSON(update, store, to: output)
        }
        try output.flush()
    }

    private func discard(_ store: PriceUpdates) throws {
        let isThere = try store.discard()
        let output = OutputWriter.standard
        switch format {
        case .text: output.write(isThere ? "removed \(store.display)\n" : "nothing was stored\n")
        case .json: output.writeReport { $0.member("discarded", isThere ? store.display : nil) }
        }
        try output.flush()
    }

    private func update(_ files: [String]) throws(Failure) -> PriceUpdate {
        let context = try table.context()
        // Prices hold from a day on, not from a second on.
        let day = UTCInstant(context.instant.date)
        var update = PriceUpdate(of: context.table, at: day)
        let providers = context.provider == nil ? nil : Set(try context.providers())
        var sources: [(name: String, providers: [ProviderPrices])] = []
        for file in files {
            let source = try PriceSourceFile.read(file, checked: day)
            sources.append((source.name, source.providers.filter { providers?.contains($0.id) != false }))
        }
        // The dated source goes first, whatever the order of the files.
        let (first, rest) = (sources.filter { $0.name == "genai-prices" }, sources.filter { $0.name != "genai-prices" })
        do {
            for source in first + rest { try update.read(source.providers, from: source.name) }
        } catch {
            throw Failure("\(error)")
        }
        return update
    }

    private func writeText(_ update: PriceUpdate, _ store: PriceUpdates, to output: OutputWriter) {
        for change in update.changes { output.write("\(change)\n") }
        for dispute in update.disagreements { output.write("\(dispute)\n") }
        for price in update.leftOut { output.write("\(price)\n") }
        let count = update.changes.count
        guard count > 0 else { return output.write("nothing new\n") }
        let models = update.providers.reduce(0) { $0 + $1.models.count }
        output.write("\(plural(count, "change")) of \(plural(models, "model"))")
        output.write(dryRun ? "; nothing was stored\n" : ", stored in \(store.display)\n")
    }

    private func writeJSON(_ update: PriceUpdate, _ store: PriceUpdates, to output: OutputWriter) {
        output.writeReport { writer in
            writer.member("stored", dryRun || update.changes.isEmpty ? nil : store.display)
            writer.member("disagreements", update.disagreements)
            writer.member("leftOut", update.leftOut)
            writer.objects("changes", of: update.changes) { writer, one in
                writer.member("model", one.model)
                writer.member("field", one.field)
                writer.member("old", one.old)
                writer.member("new", one.new)
                writer.member("from", one.from.description)
                writer.member("source", one.source)
            }
        }
    }
}

/// A file that prices are read from: a wheel of one of the table's sources, or a price file.
struct PriceSourceFile {
    /// The package of a wheel, or the path of a price file.
    var name: String
    var providers: [ProviderPrices]

    static func read(_ path: String, checked: UTCInstant) throws(Failure) -> PriceSourceFile {
        let source = InputSource(argument: path)
        let bytes = try PriceInput.bytes(source)
        do {
            guard path.hasSuffix(".whl") else {
                return PriceSourceFile(
                    name: source.display, providers: try PriceFileReader.readAll(bytes, file: source.display))
            }
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let wheel = try WheelArchive(bytes, name: name)
            return PriceSourceFile(
                name: wheel.package?.name ?? name, providers: try PriceWheel.read(wheel, checked: checked))
        } catch {
            throw Failure("\(error)")
        }
    }
}
