import ArgumentParser
import AssayPricing

/// `assay-maintenance prices evaluate`: prices many usages, one a line, for comparison with other implementations.
struct PricesEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Prices usages read from standard input, one a line.",
        discussion: """
            A line is PROVIDER, MODEL, INSTANT, CONDITIONS and METERS, separated by tabs; conditions and meters are \
            separated by spaces; all but model and instant may be empty. For example: openai, gpt-6.1-sol, \
            2026-11-21T12:00Z, tier=flex, input=10 output=1. For each line comes the total in dollars, or "error" and \
            a message.
            """)

    func run() throws {
        while let line = readLine() {
            do {
                print(try total(line))
            } catch {
                print("error\t\(error)")
            }
        }
    }

    private func total(_ line: String) throws -> ExactDecimal {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 5, let instant = UTCInstant(fields[2]) else {
            throw ValidationError("a line has five fields, the third an instant")
        }
        var usage = Usage()
        for word in fields[4].split(separator: " ") {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let meter = Meter(parts[0]) else { throw ValidationError("no meter: \(word)") }
            try usage.add(try ExactDecimal(parts[1]), to: meter)
        }
        let provider = fields[0].isEmpty ? nil : String(fields[0])
        let match = try ModelFinder(.embedded, at: instant).find(String(fields[1]), provider: provider)
        return try Pricer.price(usage, of: match.model, at: instant, options: try options(fields[3])).total
    }

    private func options(_ text: Substring) throws -> PriceOptions {
        var options = PriceOptions()
        for word in text.split(separator: " ") {
            guard let condition = Condition(word) else { throw ValidationError("no condition: \(word)") }
            switch condition.name {
            case .batch: options.batch = true
            case .tier: options.tier = condition.value
            case .speed: options.speed = condition.value
            case .region: options.region = condition.value
            case .residency: options.residency = condition.value
            case .route: options.route = condition.value
            case .search: options.search = condition.value
            }
        }
        return options
    }
}
