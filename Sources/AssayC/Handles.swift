import AssayTokenization
import CAssay

/// What `assay_tokenizer` points to.
final class Handle {
    let tokenizer: Tokenizer

    init(_ vocabulary: Vocabulary) { tokenizer = Tokenizer(vocabulary) }

    /// Hands the tokenizer over to the caller, who gives it back with `assay_tokenizer_close`.
    static func give(_ vocabulary: Vocabulary, to place: UnsafeMutablePointer<OpaquePointer?>) {
        place.pointee = OpaquePointer(Unmanaged.passRetained(Handle(vocabulary)).toOpaque())
    }

    static func close(_ tokenizer: OpaquePointer?) {
        guard let tokenizer else { return }
        Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(tokenizer)).release()
    }

    static func tokenizer(_ pointer: OpaquePointer?) throws(Failure) -> Tokenizer {
        guard let pointer else { throw .badArgument("the tokenizer is null") }
        return Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue().tokenizer
    }
}

/// Checks of what a caller hands over.
enum Argument {
    static func buffer<Element>(
        _ start: UnsafePointer<Element>?, _ count: Int, _ name: String
    ) throws(Failure) -> UnsafeBufferPointer<Element> {
        guard count >= 0 else { throw .badArgument("\(name) is longer than memory") }
        guard start != nil || count == 0 else { throw .badArgument("\(name) is null, and its length is \(count)") }
        return UnsafeBufferPointer(start: start, count: count)
    }

    static func result<Element>(
        _ place: UnsafeMutablePointer<Element>?, _ name: String
    ) throws(Failure) -> UnsafeMutablePointer<Element> {
        guard let place else { throw .badArgument("\(name) is null: there is no place for the result") }
        return place
    }

    static func special(_ value: assay_special) throws(Failure) -> SpecialTokenPolicy {
        switch Int(value) {
        case Int(ASSAY_SPECIAL_PLAIN): .plain
        case Int(ASSAY_SPECIAL_ALLOW): .allow
        case Int(ASSAY_SPECIAL_REJECT): .reject
        default: throw .badArgument("\(value) is none of the values of assay_special")
        }
    }

    static func use(_ value: assay_use) throws(Failure) -> Tokenizer.Use {
        switch Int(value) {
        case Int(ASSAY_USE_ENCODING): .encoding
        case Int(ASSAY_USE_COUNTING): .counting
        default: throw .badArgument("\(value) is none of the values of assay_use")
        }
    }

    /// Copies a result into the caller's room, and its length in any case. A size_t that no Int holds arrives here as a
    /// negative number, and is room enough.
    static func copy<Element>(
        _ result: [Element], to start: UnsafeMutablePointer<Element>?, _ capacity: Int,
        length: UnsafeMutablePointer<Int>, _ unit: String
    ) throws(Failure) {
        length.pointee = result.count
        guard result.count <= capacity || capacity < 0 else { throw .tooSmall(result.count, capacity, unit) }
        guard !result.isEmpty else { return }
        guard let start else { throw .badArgument("there is no room: the pointer for \(unit) is null") }
        start.update(from: result, count: result.count)
    }
}
