import ArgumentParser
import AssayPricing

/// The meters that have an option of their own, and `--meter` for all others.
struct PriceMeterOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Fresh input tokens.", valueName: "n"))
    var input: Quantity?

    @Option(parsing: .unconditional, help: ArgumentHelp("Input tokens read from a cache.", valueName: "n"))
    var cacheRead: Quantity?

    @Option(parsing: .unconditional, help: ArgumentHelp("Input tokens written to a cache.", valueName: "n"))
    var cacheWrite: Quantity?

    @Option(
        help: ArgumentHelp(
            "How long the written tokens are kept; without it the provider's usual time.", valueName: "5m|30m|1h|12h"))
    var cacheTtl: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Visible output tokens.", valueName: "n"))
    var output: Quantity?

    @Option(parsing: .unconditional, help: ArgumentHelp("Reasoning tokens, beside the visible output.", valueName: "n"))
    var reasoning: Quantity?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Requests, for models with a price a request (1 without it).", valueName: "n"))
    var requests: Quantity?

    @Option(parsing: .unconditional, help: ArgumentHelp("Web searches.", valueName: "n"))
    var webSearches: Quantity?

    @Option(
        name: .customLong("meter"),
        help: ArgumentHelp(
            """
            Any other meter; can be given several times: audio-input, image-output, file-search, page, audio-seconds, \
            cache-storage (tokens times hours) and so on, as 'assay prices show' names them.
            """, valueName: "name=quantity"))
    var others: [String] = []

    /// The usage; nil when no meter was given.
    func usage() throws(Failure) -> Usage? {
        let lifetime = try lifetime()
        let counts: [(meter: Meter, option: String, noun: String, count: Quantity?)] = [
            (.input, "--input", "tokens", input), (.cacheRead, "--cache-read", "tokens", cacheRead),
            (Meter(.input, .cacheWrite(lifetime)), "--cache-write", "tokens", cacheWrite),
            (.output, "--output", "tokens", output), (.reasoning, "--reasoning", "tokens", reasoning),
            (.request, "--requests", "requests", requests), (.webSearch, "--web-searches", "searches", webSearches),
        ]
        guard !others.isEmpty || counts.contains(where: { $0.count != nil }) else { return nil }
        var usage = Usage()
        do {
            for one in counts {
                guard let count = one.count else { continue }
                try usage.add(try count.value(of: one.option, one.noun), to: one.meter)
            }
            for text in others {
                let (meter, quantity) = try quantity(text)
                try usage.add(quantity, to: meter)
            }
        } catch {
            throw (error as? Failure) ?? Failure("\(error)")
        }
        return usage
    }

    private func lifetime() throws(Failure) -> Meter.Lifetime {
        guard let cacheTtl else { return .usual }
        guard cacheWrite != nil else {
            throw Failure(
                "--cache-ttl says how long the tokens of --cache-write are kept; give --cache-write too, or leave it out"
            )
        }
        return try .option(cacheTtl)
    }

    private func quantity(_ text: String) throws(Failure) -> (Meter, ExactDecimal) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw Failure("write --meter NAME=QUANTITY, not '\(text)'") }
        guard let meter = Meter(parts[0]) else {
            throw Failure(
                "no meter is called '\(parts[0])'; there are "
                    + Meter.all.filter { $0.modality == .text }.map(\.description).joined(separator: ", ")
                    + ", and audio-, image- and video- before those of tokens")
        }
        do {
            return (meter, try ExactDecimal(parts[1]))
        } catch {
            throw Failure("--meter \(text): \(error)")
        }
    }
}

/// How a request is served, as far as it changes the price.
struct PriceServiceOptions: ParsableArguments {
    @Flag(help: "Through the provider's batch interface.")
    var batch = false

    @Option(help: ArgumentHelp("The service tier, such as flex or priority.", valueName: "name"))
    var tier: String?

    @Option(help: ArgumentHelp("The speed, such as fast.", valueName: "name"))
    var speed: String?

    @Option(help: ArgumentHelp("The region of the endpoint; global is the default.", valueName: "name"))
    var region: String?

    @Option(help: ArgumentHelp("Where processing must stay, such as us or eu.", valueName: "name"))
    var residency: String?

    /// What was asked for on the command line, over what a response says of itself.
    func options(over reported: PriceOptions) -> PriceOptions {
        var options = reported
        options.batch = batch || reported.batch
        options.tier = tier ?? reported.tier
        options.speed = speed ?? reported.speed
        options.region = region ?? reported.region
        options.residency = residency ?? reported.residency
        return options
    }
}

/// Which prices, and of when.
struct PriceTableOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this provider's models, such as azure or openrouter.", valueName: "name"))
    var provider: String?

    @Option(
        help: ArgumentHelp(
            "The date of the prices, or the instant: 2026-12-01 is midnight UTC, 2026-12-01T09:30Z. Without it, now.",
            valueName: "instant"))
    var date: String?

    @Option(
        name: .customLong("prices"),
        help: ArgumentHelp("A file of private prices over the table; can be given several times.", valueName: "file"),
        completion: .file())
    var files: [String] = []

    @Flag(
        name: .customLong("built-in-prices"),
        help: "Leave out what 'assay prices update' stored: only the table of this version, and --prices.")
    var builtIn = false

    func context() throws(Failure) -> PriceContext {
        var table = PriceTable.embedded
        if !builtIn {
            for provider in try PriceUpdates()?.providers() ?? [] { table = table.overlaying(provider) }
        }
        for file in files {
            let source = InputSource(argument: file)
            let bytes = try PriceInput.bytes(source)
            do {
                for provider in try PriceFileReader.readAll(bytes, file: source.display) {
                    table = table.overlaying(provider)
                }
            } catch {
                throw Failure("\(error)")
            }
        }
        return PriceContext(table: table, instant: try instant(), provider: provider)
    }

    private func instant() throws(Failure) -> UTCInstant {
        guard let date else { return Clock.instant }
        guard let instant = UTCInstant(date) else {
            throw Failure(
                "'\(date)' is no date; write 2026-12-01, or an instant with its offset such as 2026-12-01T09:30Z")
        }
        return instant
    }
}

/// A table, an instant, and whose models are meant.
struct PriceContext {
    var table: PriceTable
    var instant: UTCInstant
    var provider: String?

    /// The model with a name.
    func model(_ name: String, provider: String? = nil) throws(Failure) -> ModelMatch {
        do {
            return try ModelFinder(table, at: instant).find(name, provider: self.provider ?? provider)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// The model with a name that a file gives; nil where none is meant by it.
    func knownModel(_ name: String) -> ModelPrices? {
        (try? ModelFinder(table, at: instant).match(name, provider: provider))?.model
    }

    /// The identifiers of the providers that are meant: all, or the one that was named.
    func providers() throws(Failure) -> [String] {
        guard let provider else { return table.providers }
        do {
            return [try ModelFinder(table, at: instant).provider(provider)]
        } catch {
            throw Failure("\(error)")
        }
    }

    /// A provider with all its models.
    func load(_ id: String) throws(Failure) -> ProviderPrices {
        do {
            return try table.provider(id) ?? ProviderPrices(id: id, title: id, kind: .host)
        } catch {
            throw Failure("\(error)")
        }
    }
}
