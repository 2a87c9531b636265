/// What a token of input costs a model's user.
public struct InputPrice: Sendable, Hashable {
    public var model: String
    /// What a number of tokens costs, as a decimal number of US dollars, such as `0.00015`.
    public var dollars: @Sendable (Int) -> String?
    /// Whether the model's tokens are estimated from those that were counted, and the dollars with them.
    public var isEstimate: Bool

    public init(model: String, isEstimate: Bool = false, dollars: @escaping @Sendable (Int) -> String?) {
        self.model = model
        self.isEstimate = isEstimate
        self.dollars = dollars
    }

    public static func == (left: Self, right: Self) -> Bool { left.model == right.model }

    public func hash(into hasher: inout Hasher) { hasher.combine(model) }
}
