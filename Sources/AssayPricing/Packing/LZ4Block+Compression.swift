extension LZ4Block {
    /// The bytes as a block that ``decompress(_:length:)`` reads, and every other reader of the format.
    ///
    /// Made for packing once and reading often: of all ways to cut the bytes into sequences the shortest is taken, as
    /// far as the copies looked at allow.
    /// - Complexity: O(*n*), or O(*n*²) where the bytes repeat all the time.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var block: [UInt8] = []
        var position = 0
        for copy in cheapestCopies(bytes) {
            append(bytes[position..<copy.start], copy, to: &block)
            position = copy.start + copy.length
        }
        append(bytes[position...], nil, to: &block)
        return block
    }

    /// Bytes that are the same as others further back.
    private struct Copy {
        var start = 0
        var length = 0
        var distance = 0
    }

    private static let maximumDistance = 0xFFFF
    /// How many earlier places are looked at for each position.
    private static let maximumCandidates = 64
    /// The format demands that the last copy starts so far before the end, and that so many literals come last.
    private static let lastStart = 12
    private static let lastLiterals = 5

    private static func append(_ literals: ArraySlice<UInt8>, _ copy: Copy?, to block: inout [UInt8]) {
        let more = copy.map { $0.length - minimumCopy } ?? 0
        block.append(UInt8(min(literals.count, 15) << 4 | min(more, 15)))
        appendRest(of: literals.count, to: &block)
        block += literals
        guard let copy else { return }
        block.append(UInt8(truncatingIfNeeded: copy.distance))
        block.append(UInt8(truncatingIfNeeded: copy.distance >> 8))
        appendRest(of: more, to: &block)
    }

    /// What of a number is not in its half of the token.
    private static func appendRest(of number: Int, to block: inout [UInt8]) {
        guard number >= 15 else { return }
        block += Array(repeating: 255, count: (number - 15) / 255)
        block.append(UInt8((number - 15) % 255))
    }

    // MARK: Which copies

    /// The copies of the cheapest way from the first byte to the last, found from the end: after any position it costs
    /// the same, however it was reached (but for the length of runs of literals, which is left out).
    private static func cheapestCopies(_ bytes: [UInt8]) -> [Copy] {
        let longest = longestCopies(bytes)
        var costs = [Int](repeating: 0, count: bytes.count + 1)
        var lengths = [Int](repeating: 0, count: bytes.count)
        for position in bytes.indices.reversed() {
            costs[position] = costs[position + 1] + 1
            guard longest[position].length >= minimumCopy else { continue }
            for length in minimumCopy...longest[position].length {
                // A token, a distance, and what the token does not hold.
                let cost = costs[position + length] + 3 + (length - minimumCopy + 240) / 255
                if cost <= costs[position] { (costs[position], lengths[position]) = (cost, length) }
            }
        }
        var copies: [Copy] = []
        var position = 0
        while position < bytes.count {
            if lengths[position] > 0 {
                copies.append(
                    Copy(start: position, length: lengths[position], distance: longest[position].distance))
            }
            position += max(lengths[position], 1)
        }
        return copies
    }

    /// For each position the longest copy that may start there, and of several the nearest.
    private static func longestCopies(_ bytes: [UInt8]) -> [Copy] {
        var copies = [Copy](repeating: Copy(), count: bytes.count)
        guard bytes.count > lastStart else { return copies }
        // The last position of each four bytes, and for each position the one before with the same.
        var last: [UInt32: Int] = [:]
        var previous = [Int](repeating: -1, count: bytes.count)
        let end = bytes.count - lastLiterals
        for position in 0...(bytes.count - lastStart) {
            let key = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[position + $1]) }
            var candidate = last.updateValue(position, forKey: key) ?? -1
            previous[position] = candidate
            var tries = maximumCandidates
            while candidate >= 0, position - candidate <= maximumDistance, tries > 0 {
                var length = 0
                while position + length < end, bytes[candidate + length] == bytes[position + length] { length += 1 }
                if length > copies[position].length {
                    copies[position] = Copy(start: position, length: length, distance: position - candidate)
                }
                // None is longer than one to the end.
                if position + length == end { break }
                candidate = previous[candidate]
                tries -= 1
            }
        }
        return copies
    }
}
