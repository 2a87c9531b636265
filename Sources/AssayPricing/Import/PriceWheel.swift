/// The wheels that prices come from.
public enum PriceWheel {
    /// The providers in a wheel of one of the two sources.
    ///
    /// - Parameter checked: the date of reading, for the sources' lines.
    public static func read(_ wheel: WheelArchive, checked: UTCInstant) throws(PriceSourceError) -> [ProviderPrices] {
        switch wheel.package?.name {
        case GenaiPricesReader.sourceName: try GenaiPricesReader.read(wheel, checked: checked)
        case LiteLLMReader.sourceName: try LiteLLMReader.read(wheel, checked: checked)
        default:
            throw PriceSourceError(
                source: wheel.name,
                reason: "prices are read from wheels of genai-prices and litellm, and this is neither")
        }
    }
}
