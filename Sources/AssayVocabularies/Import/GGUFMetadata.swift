/// The key-value pairs at the start of a GGUF file, versions 2 and 3. Tensors are never looked at.
struct GGUFMetadata {
    /// A value; of arrays only those of strings, floats and integers are kept, as their bytes.
    enum Value {
        case unsigned(UInt64)
        case signed(Int64)
        case float(Double)
        case bool(Bool)
        case string(UnsafeRawBufferPointer)
        /// An array: the type number of its elements, how many, and their bytes.
        case array(type: UInt32, count: UInt64, UnsafeRawBufferPointer)
    }

    private var values: [String: Value] = [:]

    /// - Complexity: O(metadata).
    init(_ bytes: UnsafeRawBufferPointer) throws(ImportError) {
        var reader = ByteReader(bytes)
        guard let magic = reader.read(count: 4), magic.elementsEqual("GGUF".utf8),
            let version = reader.read(UInt32.self)
        else { throw .unsupported("GGUF file", "it is big-endian or cut off") }
        guard version == 2 || version == 3 else {
            throw .unsupported("GGUF version \(version)", "only little-endian 2 and 3 can be read")
        }
        guard reader.read(UInt64.self) != nil, let count = reader.read(UInt64.self) else {
            throw .malformed("the GGUF header is cut off")
        }
        var index: UInt64 = 0
        while index < count {
            let start = reader.offset
            guard let key = Self.readString(&reader), let type = reader.read(UInt32.self),
                let value = Self.readValue(type, &reader)
            else { throw .malformed("the GGUF metadata is cut off or damaged at byte \(start), key \(index)") }
            values[String(decoding: key, as: UTF8.self)] = value
            index += 1
        }
    }

    subscript(key: String) -> Value? { values[key] }

    // MARK: Typed look-ups

    func string(_ key: String) -> String? {
        guard case .string(let bytes) = values[key] else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    func bool(_ key: String) -> Bool? {
        guard case .bool(let value) = values[key] else { return nil }
        return value
    }

    /// The strings of an array; nil when there is no such array.
    func strings(_ key: String) throws(ImportError) -> [[UInt8]]? {
        guard case .array(8, let count, let bytes) = values[key] else { return nil }
        var reader = ByteReader(bytes)
        var strings: [[UInt8]] = []
        for _ in 0..<count {
            guard let string = Self.readString(&reader) else { throw .malformed("the array \(key) is cut off") }
            strings.append(Array(string))
        }
        return strings
    }

    /// The numbers of an array of 32-bit floats; nil when there is no such array.
    func floats(_ key: String) -> [Float]? {
        guard case .array(6, _, let bytes) = values[key] else { return nil }
        var reader = ByteReader(bytes)
        var floats: [Float] = []
        while let value = reader.readFloat() { floats.append(value) }
        return floats
    }

    /// The numbers of an array of 32-bit integers; nil when there is no such array.
    func integers(_ key: String) -> [UInt64]? {
        guard case .array(let type, _, let bytes) = values[key], type == 4 || type == 5 else { return nil }
        var reader = ByteReader(bytes)
        var integers: [UInt64] = []
        while let value = reader.read(UInt32.self) { integers.append(UInt64(value)) }
        return integers
    }

    // MARK: Reading

    private static func readString(_ reader: inout ByteReader) -> UnsafeRawBufferPointer? {
        reader.read(UInt64.self).flatMap { reader.read(count: $0) }
    }

    /// The size of the fixed-size types; nil for strings, arrays and unknown numbers.
    private static func size(ofType type: UInt32) -> UInt64? {
        switch type {
        case 0, 1, 7: 1
        case 2, 3: 2
        case 4, 5, 6: 4
        case 10, 11, 12: 8
        default: nil
        }
    }

    private static func readValue(_ type: UInt32, _ reader: inout ByteReader) -> Value? {
        switch type {
        case 0: reader.read(UInt8.self).map { .unsigned(UInt64($0)) }
        case 1: reader.read(Int8.self).map { .signed(Int64($0)) }
        case 2: reader.read(UInt16.self).map { .unsigned(UInt64($0)) }
        case 3: reader.read(Int16.self).map { .signed(Int64($0)) }
        case 4: reader.read(UInt32.self).map { .unsigned(UInt64($0)) }
        case 5: reader.read(Int32.self).map { .signed(Int64($0)) }
        case 6: reader.readFloat().map { .float(Double($0)) }
        case 7: reader.read(UInt8.self).map { .bool($0 != 0) }
        case 8: readString(&reader).map { .string($0) }
        case 9: readArray(&reader)
        case 10: reader.read(UInt64.self).map { .unsigned($0) }
        case 11: reader.read(Int64.self).map { .signed($0) }
        case 12: reader.read(UInt64.self).map { .float(Double(bitPattern: $0)) }
        default: nil
        }
    }

    /// An array of numbers or strings. Arrays of arrays, which no vocabulary has, cannot be read past.
    private static func readArray(_ reader: inout ByteReader) -> Value? {
        guard let type = reader.read(UInt32.self), let count = reader.read(UInt64.self) else { return nil }
        if let size = size(ofType: type) {
            let (length, overflow) = count.multipliedReportingOverflow(by: size)
            return overflow ? nil : reader.read(count: length).map { .array(type: type, count: count, $0) }
        }
        guard type == 8 else { return nil }
        let start = reader.offset
        var index: UInt64 = 0
        while index < count {
            guard readString(&reader) != nil else { return nil }
            index += 1
        }
        let bytes = UnsafeRawBufferPointer(rebasing: reader.bytes[start..<reader.offset])
        return .array(type: type, count: count, bytes)
    }
}
