import CAssayUnicode

/// Finds special tokens in a text: leftmost first, the longest where several start at one place.
struct SpecialTokenFinder: Sendable {
    private struct Entry {
        var text: [UInt8]
        var token: SpecialToken
    }

    struct Match {
        var range: Range<Int>
        var token: SpecialToken
    }

    /// In the order of their bytes, so that those with a common start lie together.
    private let entries: [Entry]
    /// Whether a special token starts with this byte.
    private let starts: [Bool]
    /// The bytes that special tokens start with, where they are but one or two.
    private let onlyStarts: (UInt8, UInt8)?
    /// The number of bytes of the longest.
    let maximumLength: Int

    /// - Returns: nil where there are no tokens to look for.
    init?(_ tokens: [SpecialToken]) {
        let tokens = tokens.filter { !$0.text.isEmpty }
        guard !tokens.isEmpty else { return nil }
        entries = tokens.map { Entry(text: Array($0.text.utf8), token: $0) }
            .sorted { $0.text.lexicographicallyPrecedes($1.text) }
        var starts = [Bool](repeating: false, count: 256)
        for entry in entries { starts[Int(entry.text[0])] = true }
        self.starts = starts
        // Not by key paths: the runtime takes 0.02 ms to make each.
        let bytes = Set(entries.map { $0.text[0] }).sorted()
        onlyStarts = bytes.count <= 2 ? (bytes[0], bytes[bytes.count - 1]) : nil
        maximumLength = entries.map { $0.text.count }.max() ?? 0
    }

    /// The first special token at or after `start`. Linear in the text, times the logarithm of the number of tokens
    /// wherever one could start.
    func first(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Match? {
        var position = start
        while true {
            position = firstStart(in: text, from: position)
            guard position < text.count else { return nil }
            if let match = match(in: text, at: position) { return match }
            position += 1
        }
    }

    /// The first place from `position` on where a special token may start, or the text's end.
    @inline(__always)
    private func firstStart(in text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int {
        guard let base = text.baseAddress, position < text.count else { return text.count }
        if let onlyStarts {
            let found = assay_find_either(base, Int64(position), Int64(text.count), onlyStarts.0, onlyStarts.1)
            return Int(found)
        }
        var position = position
        while position < text.count, !starts[Int(text[position])] { position += 1 }
        return position
    }

    private func match(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Match? {
        var low = 0
        var high = entries.count
        var depth = 0
        var found: Match?
        while low < high, start + depth < text.count {
            let byte = text[start + depth]
            low = partition(low, high) { entries[$0].text[depth] < byte }
            high = partition(low, high) { entries[$0].text[depth] <= byte }
            depth += 1
            // The one that ends here, if any, comes first among those that start with it.
            while low < high, entries[low].text.count == depth {
                found =
                    found?.range.count == depth
                    ? found : Match(range: start..<start + depth, token: entries[low].token)
                low += 1
            }
        }
        return found
    }

    /// The first position from `low` on for which `isBefore` does not hold.
    private func partition(_ low: Int, _ high: Int, _ isBefore: (Int) -> Bool) -> Int {
        var low = low
        var high = high
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
