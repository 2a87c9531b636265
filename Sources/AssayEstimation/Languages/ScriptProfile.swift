/// How many characters of a text are in which script.
public struct ScriptProfile: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: Script.count)

    public init() {}

    /// Adds a text, or its next part where parts end between characters. Linear.
    public mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        var reader = ScalarReader(text)
        counts.withUnsafeMutableBufferPointer { counts in
            while let scalar = reader.next() { counts[Int(Script(scalar).number)] += 1 }
        }
    }

    public mutating func add(_ other: ScriptProfile) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }

    /// The number of characters in a script.
    public subscript(script: Script) -> Int { counts[Int(script.number)] }

    /// The scripts that occur, the most frequent first, without what scripts share.
    public var scripts: [(script: Script, count: Int)] {
        counts.indices.map { (Script(number: UInt8($0)), counts[$0]) }
            .filter { $0.1 > 0 && !$0.0.isShared }
            .sorted { $0.1 == $1.1 ? $0.0.number < $1.0.number : $0.1 > $1.1 }
    }

    /// How many characters belong to a script of their own.
    public var letters: Int { scripts.reduce(0) { $0 + $1.count } }

}
