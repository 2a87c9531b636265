import AssayPricing

/// Prices the entries of a ledger, each at its own date.
struct UsagePricer {
    enum Price {
        case amount(ExactDecimal)
        /// Why there is none.
        case missing(String)
    }

    let table: PriceTable
    /// For requests without a date.
    let now: UTCInstant
    /// The model to price on instead of the one that answered.
    let standIn: ModelPrices?
    private(set) var notes: Set<String> = []
    private var found: [Key: Result<ModelPrices, ModelNameError>] = [:]

    /// Names that mean nothing on any day: looking for the nearest ones again each day would take long.
    private var unknown: [Key: ModelNameError] = [:]

    private struct Key: Hashable {
        var name: String
        var provider: String?
        /// Some names mean another model from a day on.
        var day: CivilDate
    }

    init(table: PriceTable, now: UTCInstant, standIn: ModelPrices? = nil) {
        (self.table, self.now, self.standIn) = (table, now, standIn)
    }

    /// What one request is priced by.
    struct Request {
        var usage: Usage
        var instant: UTCInstant?
        var model: String?
        var provider: String?
        var options = PriceOptions()
        var isRollup = false
        var requests = 1
        var promptsLongerThan = 0
    }

    mutating func price(_ request: Request) -> Price {
        do {
            let model = try model(of: request)
            return .amount(try price(request, on: model))
        } catch let error as ModelNameError {
            return .missing(error.description)
        } catch let error as PricingError {
            return .missing(error.description)
        } catch {
            return .missing("\(error)")
        }
    }

    private mutating func model(of request: Request) throws -> ModelPrices {
        if let standIn { return standIn }
        guard let name = request.model else { throw UsageLogError("the log names no model") }
        let instant = request.instant ?? now
        let key = Key(name: name, provider: request.provider, day: instant.date)
        if let known = found[key] { return try known.get() }
        let always = Key(name: name, provider: request.provider, day: now.date)
        if let error = unknown[always] { throw error }
        let result = look(for: name, request.provider, at: instant)
        if case .failure(let error) = result, case .failure = look(for: name, request.provider, at: now) {
            unknown[always] = error
        }
        found[key] = result
        return try result.get()
    }

    private func look(
        for name: String, _ provider: String?, at instant: UTCInstant
    ) -> Result<ModelPrices, ModelNameError> {
        let finder = ModelFinder(table, at: instant)
        return Result { () throws(ModelNameError) in
            // A log's word for the provider may be one that the table does not know.
            if let provider, let match = try? finder.find(name, provider: provider) { return match.model }
            return try finder.find(name).model
        }
    }

    private mutating func price(_ request: Request, on model: ModelPrices) throws -> ExactDecimal {
        let instant = request.instant ?? now
        guard standIn != nil else { return try amount(request, model, instant, request.options) }
        do {
            return try amount(request, model, instant, request.options)
        } catch let error as PricingError {
            return try supposed(request, model, instant, error)
        }
    }

    /// On another model than the one that answered: today's price where there was none then, and the standard one
    /// where it does not sell what the request asked for.
    private mutating func supposed(
        _ request: Request, _ model: ModelPrices, _ instant: UTCInstant, _ error: PricingError
    ) throws -> ExactDecimal {
        switch error {
        case .noPriceAt:
            notes.insert("\(model.qualifiedName) had no price yet on some days; its price of \(now.date) stands in")
            return try amount(request, model, now, request.options)
        case .noPriceFor(_, let condition, _, _):
            notes.insert("\(model.qualifiedName) has no \(condition) price; its standard one stands in")
            return try amount(request, model, instant, PriceOptions())
        default: throw error
        }
    }

    private mutating func amount(
        _ request: Request, _ model: ModelPrices, _ instant: UTCInstant, _ options: PriceOptions
    ) throws -> ExactDecimal {
        guard request.isRollup else {
            return try Pricer.price(request.usage, of: model, at: instant, options: options).total
        }
        return try rollup(request, model, instant, options)
    }

    // MARK: Rows that add up requests

    /// The price of a row at the tier of its average request, or of the prompts that the export says it has: the row is
    /// shrunk to the size of one request, priced, and the price grown again. Prices are linear within a tier.
    private mutating func rollup(
        _ request: Request, _ model: ModelPrices, _ instant: UTCInstant, _ options: PriceOptions
    ) throws -> ExactDecimal {
        let hasTiers = model.entries.contains { $0.rates.values.contains { !$0.tiers.isEmpty } }
        guard hasTiers else {
            return try Pricer.price(request.usage, of: model, at: instant, options: options).total
        }
        let prompt = try request.usage.promptTokens().integer ?? 0
        let divisor: ScaleFactor
        if request.promptsLongerThan > 0 {
            divisor = ScaleFactor(atMost: prompt / (request.promptsLongerThan + 1))
        } else {
            notes.insert(
                "\(model.qualifiedName) costs more for long prompts, and rows of an export don't tell the prompts' sizes: "
                    + "priced by the average request")
            // Without a count of requests they are taken for short ones.
            divisor = ScaleFactor(atLeast: request.requests > 0 ? request.requests : prompt / 1_000 + 1)
        }
        var usage = Usage()
        for (meter, quantity) in request.usage.quantities {
            try usage.add(try divisor.divide(quantity), to: meter)
        }
        return try divisor.multiply(Pricer.price(usage, of: model, at: instant, options: options).total)
    }
}

/// A factor whose inverse is a short decimal, so that dividing by it is exact: 1, 1.25, 1.6, 2, ... times a power of ten.
struct ScaleFactor {
    private var mantissa = ScaleFactor.mantissas[0]
    private var power = 0

    /// A number times 100, and a hundred thousand over the number.
    private static let mantissas: [(value: Int, inverse: Int)] = [
        (100, 100_000), (125, 80_000), (160, 62_500), (200, 50_000), (250, 40_000), (320, 31_250), (400, 25_000),
        (500, 20_000), (640, 15_625), (800, 12_500),
    ]

    /// The smallest factor that is not below a number.
    init(atLeast number: Int) {
        for power in 0..<19 {
            for mantissa in ScaleFactor.mantissas where ScaleFactor.value(mantissa.value, power) >= Double(number) {
                (self.mantissa, self.power) = (mantissa, power)
                return
            }
        }
        power = 18
    }

    /// The largest factor that is not above a number; 1 for numbers below it.
    init(atMost number: Int) {
        for power in 0..<19 {
            for mantissa in ScaleFactor.mantissas where ScaleFactor.value(mantissa.value, power) <= Double(number) {
                (self.mantissa, self.power) = (mantissa, power)
            }
        }
    }

    private static func value(_ hundredfold: Int, _ power: Int) -> Double {
        var value = Double(hundredfold) / 100
        for _ in 0..<power { value *= 10 }
        return value
    }

    func divide(_ quantity: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        try quantity.multiplied(by: mantissa.inverse).shifted(by: -5 - power)
    }

    func multiply(_ amount: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        try amount.multiplied(by: mantissa.value).shifted(by: power - 2)
    }
}
