import ArgumentParser
import AssayPricing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `assay-maintenance prices`: makes the price table from the wheels of its sources.
struct PricesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices", abstract: "Makes the price table from the wheels of genai-prices and litellm.",
        discussion: """
            Wheels come from PyPI: pip download --no-deps genai-prices litellm. Prices that changed become new dated \
            entries; the past stays as it is. Prices/README.md describes the files.
            """,
        subcommands: [PricesEvaluate.self])

    @Option(help: "The folder with the wheels.")
    var wheels = "."

    @Option(help: "The folder of the table.")
    var prices = "Prices"

    @Option(help: "The date of the check, for wheels that were not read before (default: today).")
    var date: String?

    @Flag(help: "Write nothing; fail when the table is not what the wheels and the overrides give.")
    var check = false

    func run() throws {
        let maker = try PricesMaker(folder: prices, wheels: wheels, date: date)
        let files = try maker.files()
        let stale = files.keys.sorted().filter { (try? PricesFiles.read("\(prices)/\($0)")) != files[$0] }
        if check {
            guard stale.isEmpty else {
                throw ValidationError(
                    "\(stale.joined(separator: ", ")): not what the wheels give; run assay-maintenance prices")
            }
            print("\(files.count) files are up to date")
            return
        }
        for name in stale { try writeFile("\(prices)/\(name)", files[name] ?? []) }
        print("\(stale.count) of \(files.count) files written; \(maker.summary)")
    }
}
