import ArgumentParser
import AssayEstimation
import AssayPricing

/// What commands that price prompts have in common: what is assumed of a call, how it is served, and at which prices.
struct CostOptions: ParsableArguments {
    @OptionGroup(title: "What is assumed") var assumed: CostAssumptionOptions
    @Option(help: CalibrationOption.help, completion: .file())
    var calibration: String?
    @OptionGroup(title: "How it is served") var service: PriceServiceOptions
    @OptionGroup(title: "Prices") var table: PriceTableOptions

    /// The options, read.
    struct Resolved {
        var assumptions: CostAssumptions
        var context: PriceContext
        var media: MediaAssumptions
        var calibration: CalibrationFile?

        /// The models to price on.
        ///
        /// - Parameters:
        ///   - assumptions: in place of those of the options.
        ///   - template: the chat template that counts a prompt, in place of the model's usual framing.
        func shelf(_ assumptions: CostAssumptions? = nil, template: [UInt8]? = nil) -> CostModelShelf {
            CostModelShelf(
                context, assumptions ?? self.assumptions, media: media, calibration: calibration, template: template)
        }

        /// The models that versions of prompts are priced on: those that are named, or else the configuration's.
        func models(_ names: [String], _ configuration: BudgetConfiguration) throws(Failure) -> DiffModels {
            let models = DiffModels(names.isEmpty ? configuration.content.models : names, assumptions) { shelf($0) }
            try models.check { index in
                guard names.isEmpty, configuration.content.modelLines.indices.contains(index) else { return nil }
                return "\(configuration.file?.display ?? ".assay.yml"):\(configuration.content.modelLines[index])"
            }
            return models
        }
    }

    func resolved() throws(Failure) -> Resolved {
        var assumptions = try assumed.assumptions()
        assumptions.options = service.options(over: PriceOptions())
        return Resolved(
            assumptions: assumptions, context: try table.context(), media: try assumed.media.assumptions(),
            calibration: try CalibrationOption.file(calibration))
    }
}
