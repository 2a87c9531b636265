/// The files of the table: what `assay-maintenance prices` writes and its check compares.
public enum PriceTableFiles {
    /// The pack that is embedded, made from all the others.
    public static let packName = "prices.pack"

    /// One `.prices` file a provider, by file name.
    public static func texts(_ providers: [ProviderPrices]) -> [String: String] {
        Dictionary(
            providers.map { ("\($0.id).prices", PriceFileWriter.text($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The bytes of the pack: every provider's text, the index of names, and the list of patterns.
    public static func pack(_ providers: [ProviderPrices]) -> [UInt8] { PricePack.packed(packedTexts(providers)) }

    static func packedTexts(_ providers: [ProviderPrices]) -> [(name: String, records: [PricePack.Record])] {
        providers.map { ($0.id, PriceFileWriter.records($0)) } + [
            (NameIndex.textName, NameIndex.records(providers)),
            (NameIndex.patternTextName, NameIndex.patternRecords(providers)),
        ]
    }
}
