/// Reads the fields of one protocol-buffers message, in the order of the wire format. Groups, which nothing uses any
/// more, end the reading with an error.
struct ProtobufReader {
    /// One field: its number and what it holds.
    struct Field {
        var number: UInt64
        var value: Value
    }

    enum Value {
        case varint(UInt64)
        case fixed32(UInt32)
        case fixed64(UInt64)
        case bytes(UnsafeRawBufferPointer)
    }

    private var reader: ByteReader
    private let message: String

    /// - Parameter message: what the message is, for errors.
    init(_ bytes: UnsafeRawBufferPointer, message: String) {
        reader = ByteReader(bytes)
        self.message = message
    }

    /// The next field; nil at the end.
    mutating func next() throws(ImportError) -> Field? {
        if reader.isAtEnd { return nil }
        let start = reader.offset
        guard let tag = reader.readVarint(), tag >> 3 > 0, let value = readValue(wireType: tag & 7) else {
            throw .malformed("the \(message) is cut off or damaged at its byte \(start)")
        }
        return Field(number: tag >> 3, value: value)
    }

    private mutating func readValue(wireType: UInt64) -> Value? {
        switch wireType {
        case 0: reader.readVarint().map(Value.varint)
        case 1: reader.read(UInt64.self).map(Value.fixed64)
        case 2: reader.readVarint().flatMap { reader.read(count: $0) }.map(Value.bytes)
        case 5: reader.read(UInt32.self).map(Value.fixed32)
        default: nil
        }
    }
}
