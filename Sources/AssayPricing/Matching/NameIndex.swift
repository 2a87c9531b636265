/// The sorted list of every name of every model, made with the table and searched without being parsed.
///
/// One line a name: the folded name, the name in lower case, the provider, the model, separated by tabs and sorted by
/// bytes.
struct NameIndex: Sendable {
    struct Row: Sendable, Hashable {
        var name: String
        var provider: String
        var id: String
    }

    struct PatternRow: Sendable, Hashable {
        var pattern: NamePattern
        var provider: String
        var id: String
    }

    private let file: PriceFile

    init(_ file: PriceFile) { self.file = file }

    /// Lower case, and one spelling for the separators that people interchange: `claude_opus 4.5` is `claude-opus-4-5`.
    static func fold(_ name: String) -> String {
        String(
            decoding: name.lowercased().utf8.map { byte in
                switch byte {
                case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "@"):
                    UInt8(ascii: "-")
                default: byte
                }
            }, as: UTF8.self)
    }

    /// The rows with a folded name.
    ///
    /// - Complexity: O(log *n*) line comparisons.
    func rows(folded: String) -> [Row] {
        let key = Array(folded.utf8) + [UInt8(ascii: "\t")]
        return file.withBytes { bytes in
            var (low, high) = (0, bytes.count)
            while low < high {
                let middle = NameIndex.lineStart(bytes, (low + high) / 2)
                let line = bytes[middle...].prefix(key.count)
                if line.lexicographicallyPrecedes(key) {
                    low = NameIndex.lineEnd(bytes, middle)
                } else {
                    high = middle
                }
            }
            var rows: [Row] = []
            while low < bytes.count, bytes[low...].starts(with: key) {
                let end = NameIndex.lineEnd(bytes, low)
                if let row = NameIndex.row(bytes[low..<end]) { rows.append(row) }
                low = end
            }
            return rows
        }
    }

    /// - Complexity: O(size of the index).
    func allRows() -> [Row] {
        file.withBytes { bytes in
            var rows: [Row] = []
            var start = 0
            while start < bytes.count {
                let end = NameIndex.lineEnd(bytes, start)
                if let row = NameIndex.row(bytes[start..<end]) { rows.append(row) }
                start = end
            }
            return rows
        }
    }

    private static func lineStart(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
        bytes[..<index].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }

    private static func lineEnd(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
        bytes[index...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }

    private static func row(_ line: Slice<UnsafeRawBufferPointer>) -> Row? {
        let fields = line.split(whereSeparator: { $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\n") })
        guard fields.count == 4 else { return nil }
        return Row(
            name: String(decoding: fields[1], as: UTF8.self), provider: String(decoding: fields[2], as: UTF8.self),
            id: String(decoding: fields[3], as: UTF8.self))
    }

    // MARK: Making it

    /// The rows of a provider's models.
    static func rows(of provider: ProviderPrices) -> [Row] {
        provider.models.flatMap { model in
            ([model.id] + model.aliases.map(\.name)).map {
                Row(name: $0.lowercased(), provider: provider.id, id: model.id)
            }
        }
    }

    /// The text of the index for these providers.
    static func text(_ providers: [ProviderPrices]) -> String {
        let lines = Set(
            providers.flatMap(rows).map { "\(fold($0.name))\t\($0.name)\t\($0.provider)\t\($0.id)\n" })
        return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    }

    /// The text of the list of patterns: provider, model, pattern, exceptions, separated by tabs.
    static func patternText(_ providers: [ProviderPrices]) -> String {
        providers.flatMap { provider in
            provider.models.flatMap { model in
                model.patterns.map { pattern in
                    ([provider.id, model.id, pattern.text] + pattern.exceptions).joined(separator: "\t") + "\n"
                }
            }
        }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    }

    /// Reads what ``patternText(_:)`` writes.
    static func patterns(_ file: PriceFile) -> [PatternRow] {
        file.withBytes { bytes in
            String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
                let fields = line.split(separator: "\t").map(String.init)
                guard fields.count >= 3 else { return nil }
                return PatternRow(
                    pattern: NamePattern(fields[2], except: Array(fields.dropFirst(3))), provider: fields[0],
                    id: fields[1])
            }
        }
    }
}
