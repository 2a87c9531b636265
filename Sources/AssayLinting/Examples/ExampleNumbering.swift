/// The numbers of a group's demonstrations, where they count from one to the next, so that none is missing when one of
/// them goes.
struct ExampleNumbering {
    /// By demonstration: the places of its own number.
    private var places: [[Range<Int>]] = []
    private let first: Int
    /// Numbers that the rest of the text speaks of: `as in example 3`.
    private var mentioned: Set<Int> = []

    /// More are not counted anew: a fix of each would have as many edits.
    private static let most = 200

    /// Nil where they have no numbers, or others than one after the other.
    ///
    /// - Parameters:
    ///   - regions: their lines, with headings and tags.
    ///   - message: the message that they stand in. Complexity: O(n) in its length.
    init?(_ regions: [Range<Int>], _ bytes: [UInt8], message: Range<Int>) {
        guard regions.count <= Self.most else { return nil }
        let numbers = regions.map { region in
            TextLines.split(bytes, region).compactMap { ExampleNumber.read(bytes, TextLines.trimmed(bytes, $0)) }
        }
        let starts = zip(regions, numbers).map { region, numbers -> ExampleNumber? in
            let end = bytes[region].firstIndex(of: 0x0A) ?? region.upperBound
            return numbers.first.flatMap { $0.digits.upperBound <= end ? $0 : nil }
        }
        guard let opening = starts.first ?? nil else { return nil }
        first = opening.value
        var kinds: Set<[UInt8]> = []
        for (index, start) in starts.enumerated() {
            guard let start, start.kind == opening.kind, start.value == first + index else { return nil }
            // Lines within that carry the number too, `Output 3:`, carry it in all of them; entries of lists do not.
            let own = Set(numbers[index].filter { $0.value == start.value && !$0.word.isEmpty }.map(\.kind))
            kinds = index == 0 ? own : kinds.intersection(own)
        }
        for (index, start) in starts.compactMap({ $0 }).enumerated() {
            let others = numbers[index].filter { $0.value == start.value && kinds.contains($0.kind) }.map(\.digits)
            places.append(others.contains(start.digits) ? others : [start.digits] + others)
        }
        let words = Set(numbers.joined().filter { kinds.contains($0.kind) || $0.kind == opening.kind }.map(\.word))
        mentioned = Self.mentions(of: words.union(["example"]), bytes, message, without: Set(places.joined()))
    }

    /// Whether the text speaks of a demonstration, or of one behind it, by its number.
    func isMentioned(from index: Int) -> Bool { mentioned.contains { $0 >= first + index } }

    /// The places of the numbers behind a demonstration that goes, with what they become.
    func edits(without index: Int) -> [(place: Range<Int>, number: Int)] {
        places.indices.dropFirst(index + 1).flatMap { later in places[later].map { ($0, first + later - 1) } }
    }

    private static func mentions(
        of words: Set<String>, _ bytes: [UInt8], _ message: Range<Int>, without known: Set<Range<Int>>
    ) -> Set<Int> {
        var result: Set<Int> = []
        var offset = message.lowerBound
        while offset < message.upperBound {
            guard WordScanner.isDigit(bytes[offset]) else {
                offset += 1
                continue
            }
            let start = offset
            while offset < message.upperBound, WordScanner.isDigit(bytes[offset]) { offset += 1 }
            guard offset - start <= 4, !known.contains(start..<offset) else { continue }
            var end = start
            while end > message.lowerBound, start - end < 3, !WordScanner.isLetter(bytes[end - 1]) { end -= 1 }
            var begin = end
            while begin > message.lowerBound, end - begin < 32, WordScanner.isLetter(bytes[begin - 1]) { begin -= 1 }
            let word = String(decoding: bytes[begin..<end], as: UTF8.self).lowercased()
            let isName =
                word.utf8.count >= 4 && (words.contains(word) || word.last == "s" && words.contains(String(word.dropLast())))
            if isName, let value = Int(String(decoding: bytes[start..<offset], as: UTF8.self)) { result.insert(value) }
        }
        return result
    }
}
