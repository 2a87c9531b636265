/// Every file of the table as text: what `assay-maintenance prices` writes and its check compares.
public enum PriceTableFiles {
    /// The texts by file name: one `.prices` file a provider, the index of names, the list of patterns, and the C file
    /// that embeds them.
    public static func texts(_ providers: [ProviderPrices]) -> [String: String] {
        var texts: [String: String] = [:]
        for provider in providers { texts["\(provider.id).prices"] = PriceFileWriter.text(provider) }
        texts["names.index"] = NameIndex.text(providers)
        texts["patterns.index"] = NameIndex.patternText(providers)
        texts["prices.c"] = embedding(providers.map(\.id).sorted())
        return texts
    }

    private static func embedding(_ ids: [String]) -> String {
        var lines = [
            "// Made by `assay-maintenance prices`: embeds every price file.", "#include \"CAssayPrices.h\"", "",
            "static const unsigned char names[] = {", "#embed \"names.index\"", "};", "",
            "static const unsigned char patterns[] = {", "#embed \"patterns.index\"", "};",
        ]
        for (index, id) in ids.enumerated() {
            lines += ["", "static const unsigned char file\(index)[] = {", "#embed \"\(id).prices\"", "};"]
        }
        lines += ["", "static const struct assay_price_file files[] = {"]
        lines += ids.enumerated().map { "    {\"\($0.element)\", file\($0.offset), sizeof file\($0.offset)}," }
        lines += [
            "};", "const struct assay_price_file *const assay_price_files = files;",
            "const size_t assay_price_file_count = sizeof files / sizeof files[0];",
            "const struct assay_price_file assay_price_names = {\"names.index\", names, sizeof names};",
            "const struct assay_price_file assay_price_patterns = {\"patterns.index\", patterns, sizeof patterns};", "",
        ]
        return lines.joined(separator: "\n")
    }
}
