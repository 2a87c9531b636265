/// Decompresses DEFLATE data (RFC 1951), as zip archives hold it.
struct Inflate {
    private let input: ArraySlice<UInt8>
    private var position: Int
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []
    private let limit: Int

    /// The decompressed data; nil when it is damaged or longer than `limit` bytes.
    static func decompress(_ input: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        var inflate = Inflate(input: input, position: input.startIndex, limit: limit)
        return inflate.run() ? inflate.output : nil
    }

    private init(input: ArraySlice<UInt8>, position: Int, limit: Int) {
        self.input = input
        self.position = position
        self.limit = limit
    }

    private mutating func run() -> Bool {
        while true {
            guard let isLast = read(1), let kind = read(2) else { return false }
            switch kind {
            case 0: guard stored() else { return false }
            case 1: guard compressed(.fixedLiterals, .fixedDistances) else { return false }
            case 2:
                guard let (literals, distances) = dynamicCodes(), compressed(literals, distances) else { return false }
            default: return false
            }
            if isLast == 1 { return true }
        }
    }

    // MARK: Bits

    /// The next bits, the first one lowest.
    private mutating func read(_ count: Int) -> Int? {
        while bitCount < count {
            guard position < input.endIndex else { return nil }
            bits |= UInt32(input[position]) << UInt32(bitCount)
            position += 1
            bitCount += 8
        }
        let value = Int(bits & ((1 << UInt32(count)) - 1))
        bits >>= UInt32(count)
        bitCount -= count
        return value
    }

    private mutating func symbol(_ code: HuffmanCode) -> Int? {
        var (value, first, index) = (0, 0, 0)
        for length in 1...15 {
            guard let bit = read(1) else { return nil }
            value |= bit
            let count = code.counts[length]
            if value - first < count { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    // MARK: Blocks

    private mutating func stored() -> Bool {
        (bits, bitCount) = (0, 0)
        guard position + 4 <= input.endIndex else { return false }
        let length = Int(input[position]) | Int(input[position + 1]) << 8
        let complement = Int(input[position + 2]) | Int(input[position + 3]) << 8
        position += 4
        guard length ^ complement == 0xFFFF, position + length <= input.endIndex, output.count + length <= limit else {
            return false
        }
        output += input[position..<position + length]
        position += length
        return true
    }

    private mutating func compressed(_ literals: HuffmanCode, _ distances: HuffmanCode) -> Bool {
        while let symbol = symbol(literals) {
            if symbol < 256 {
                guard output.count < limit else { return false }
                output.append(UInt8(symbol))
            } else if symbol == 256 {
                return true
            } else if !copy(symbol - 257, distances) {
                return false
            }
        }
        return false
    }

    private mutating func copy(_ lengthSymbol: Int, _ distances: HuffmanCode) -> Bool {
        guard lengthSymbol < Inflate.lengthBases.count, let extra = read(Inflate.lengthBits[lengthSymbol]),
            let distanceSymbol = symbol(distances), distanceSymbol < Inflate.distanceBases.count,
            let farther = read(Inflate.distanceBits[distanceSymbol])
        else { return false }
        let length = Inflate.lengthBases[lengthSymbol] + extra
        let distance = Inflate.distanceBases[distanceSymbol] + farther
        guard distance <= output.count, output.count + length <= limit else { return false }
        for _ in 0..<length { output.append(output[output.count - distance]) }
        return true
    }

    private mutating func dynamicCodes() -> (HuffmanCode, HuffmanCode)? {
        guard let literalCount = read(5).map({ $0 + 257 }), let distanceCount = read(5).map({ $0 + 1 }),
            let lengthCount = read(4).map({ $0 + 4 })
        else { return nil }
        var lengths = [Int](repeating: 0, count: 19)
        for index in 0..<lengthCount {
            guard let length = read(3) else { return nil }
            lengths[Inflate.lengthOrder[index]] = length
        }
        guard let code = HuffmanCode(lengths: lengths[...]),
            let all = codeLengths(literalCount + distanceCount, code),
            let literals = HuffmanCode(lengths: all[..<literalCount]),
            let distances = HuffmanCode(lengths: all[literalCount...])
        else { return nil }
        return (literals, distances)
    }

    private mutating func codeLengths(_ count: Int, _ code: HuffmanCode) -> [Int]? {
        var lengths: [Int] = []
        while lengths.count < count {
            guard let symbol = symbol(code) else { return nil }
            switch symbol {
            case 0..<16: lengths.append(symbol)
            case 16:
                guard let last = lengths.last, let more = read(2) else { return nil }
                lengths += Array(repeating: last, count: more + 3)
            case 17:
                guard let more = read(3) else { return nil }
                lengths += Array(repeating: 0, count: more + 3)
            default:
                guard let more = read(7) else { return nil }
                lengths += Array(repeating: 0, count: more + 11)
            }
        }
        return lengths.count == count ? lengths : nil
    }

    // RFC 1951, section 3.2.5 and 3.2.7.
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
}

/// A canonical Huffman code: how many codes of each length, and the symbols in the order of their codes.
private struct HuffmanCode {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    /// Nil when more codes are asked for than there are.
    init?(lengths: ArraySlice<Int>) {
        for length in lengths { counts[length] += 1 }
        counts[0] = 0
        var free = 1
        for length in 1...15 {
            free = free * 2 - counts[length]
            if free < 0 { return nil }
        }
        for length in 1...15 {
            symbols += lengths.enumerated().filter { $0.element == length }.map(\.offset)
        }
    }

    static let fixedLiterals = HuffmanCode(
        known: Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
            + Array(repeating: 8, count: 8))
    static let fixedDistances = HuffmanCode(known: Array(repeating: 5, count: 30))

    private init(known lengths: [Int]) {
        for length in lengths { counts[length] += 1 }
        for length in 1...15 {
            symbols += lengths.enumerated().filter { $0.element == length }.map(\.offset)
        }
    }
}
