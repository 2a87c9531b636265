/// A value in a ``JSONDocument``. It keeps the document alive.
public struct JSONValue: Sendable {
    let storage: JSONStorage
    let index: Int

    var node: JSONNode { storage.nodes[index] }

    public var kind: JSONKind { node.kind }

    /// Where the value stands in the text, quotes and brackets included.
    public var byteRange: Range<Int> {
        let node = node
        return storage.base + Int(node.start)..<storage.base + Int(node.end)
    }

    /// The value as it is written in the text.
    public var rawBytes: ArraySlice<UInt8> { storage.bytes[byteRange] }

    /// Where the value starts, as line and column.
    ///
    /// - Complexity: O(offset); for messages only.
    public var position: JSONPosition { JSONPosition(offset: byteRange.lowerBound, in: storage.bytes) }

    public var isNull: Bool { kind == .null }

    /// True or false; nil for any other value.
    public var bool: Bool? {
        guard kind == .bool else { return nil }
        return storage.bytes[byteRange.lowerBound] == UInt8(ascii: "t")
    }

    // MARK: Numbers

    /// A number as it is written, for exact decimal arithmetic; nil for any other value.
    public var numberText: String? {
        guard kind == .number else { return nil }
        return String(decoding: rawBytes, as: UTF8.self)
    }

    /// A number written without point or exponent that fits; nil for any other value.
    public var int: Int? { integer(Int.self) }

    /// A number written without sign, point or exponent that fits; nil for any other value.
    public var uint64: UInt64? { integer(UInt64.self) }

    /// The nearest double of a number; nil for any other value and for a number that is too large for a double.
    public var double: Double? {
        guard let text = numberText, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    private func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer? {
        guard kind == .number else { return nil }
        var range = byteRange
        let isNegative = storage.bytes[range.lowerBound] == UInt8(ascii: "-")
        if isNegative {
            guard Integer.isSigned else { return nil }
            range.removeFirst()
        }
        var value: Integer = 0
        for byte in storage.bytes[range] {
            guard let digit = Integer(exactly: byte &- UInt8(ascii: "0")), digit < 10 else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }
}
