/// A dictionary of symbols, which are hashes already.
///
/// What a dictionary of the standard library spends on hashing them once more was a sixth of the time of linting. Where a
/// symbol stands depends on a number that is another one in each run, so that no text can be made whose words collide. The
/// symbols 0 and 1 are one.
struct SymbolTable<Value> {
    /// The keys, 0 where a place is empty, and beside each its value.
    private var keys: [UInt64]
    private var values: [Value?]
    private var shift: UInt64
    private(set) var count = 0

    /// - Parameter capacity: how many symbols there is room for at first.
    init(capacity: Int = 8) {
        let bits = Int.bitWidth - max(2 * capacity - 1, 15).leadingZeroBitCount
        keys = [UInt64](repeating: 0, count: 1 << bits)
        values = [Value?](repeating: nil, count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    /// The value of a symbol, or nil. Expected constant time.
    subscript(symbol: UInt64) -> Value? {
        get { values[place(Self.key(symbol))] }
        set {
            guard let newValue else { preconditionFailure("nothing is taken out again") }
            let place = roomyPlace(Self.key(symbol))
            values[place] = newValue
        }
    }

    /// The value of a symbol, to be changed in place; `missing` where it has none yet.
    subscript(symbol: UInt64, default missing: @autoclosure () -> Value) -> Value {
        get { self[symbol] ?? missing() }
        _modify {
            let place = roomyPlace(Self.key(symbol))
            var value = values[place].take() ?? missing()
            defer { values[place] = value }
            yield &value
        }
    }

    /// 0 says that a place is empty.
    private static func key(_ symbol: UInt64) -> UInt64 { symbol == 0 ? 1 : symbol }

    /// The place of a key, or the empty one that it may have.
    private func place(_ key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: (key &* symbolFactor) &>> shift)
        while keys[place] != key, keys[place] != 0 { place = (place + 1) & mask }
        return place
    }

    /// The place of a key that is put there where it is not, with room for more.
    private mutating func roomyPlace(_ key: UInt64) -> Int {
        let found = place(key)
        if keys[found] == key { return found }
        if 2 * (count + 1) > keys.count { grow() }
        let free = place(key)
        keys[free] = key
        count += 1
        return free
    }

    private mutating func grow() {
        var larger = SymbolTable(capacity: keys.count)
        for (place, key) in keys.enumerated() where key != 0 {
            let free = larger.place(key)
            larger.keys[free] = key
            larger.values[free] = values[place]
        }
        larger.count = count
        self = larger
    }
}

extension SymbolTable: Sendable where Value: Sendable {}

/// An odd number, another one in each run.
private let symbolFactor = UInt64.random(in: 0...UInt64.max) | 1
