import AssayTokenization
import CAssay

// What `assay.h` declares; the compiler checks that each is the function of the header.

@c @implementation
public func assay_count(
    _ tokenizer: OpaquePointer!, _ text: UnsafePointer<UInt8>!, _ length: Int, _ special: assay_special,
    _ tokens: UnsafeMutablePointer<Int>!, _ message: UnsafeMutablePointer<assay_message>!
) -> assay_status {
    Failure.report(message) { () throws(Failure) in
        let place = try Argument.result(tokens, "tokens")
        let bytes = try Argument.buffer(text, length, "text")
        let policy = try Argument.special(special)
        let tokenizer = try Handle.tokenizer(tokenizer)
        place.pointee = try tokenized { () throws(TokenizationError) in
            try tokenizer.count(bytes, special: policy)
        }
    }
}

@c @implementation
public func assay_encode(
    _ tokenizer: OpaquePointer!, _ text: UnsafePointer<UInt8>!, _ length: Int, _ special: assay_special,
    _ ids: UnsafeMutablePointer<UInt32>!, _ capacity: Int, _ tokens: UnsafeMutablePointer<Int>!,
    _ message: UnsafeMutablePointer<assay_message>!
) -> assay_status {
    Failure.report(message) { () throws(Failure) in
        let place = try Argument.result(tokens, "tokens")
        let bytes = try Argument.buffer(text, length, "text")
        let policy = try Argument.special(special)
        let tokenizer = try Handle.tokenizer(tokenizer)
        let result = try tokenized { () throws(TokenizationError) in
            try tokenizer.encode(bytes, special: policy)
        }
        try Argument.copy(result, to: ids, capacity, length: place, "ids")
    }
}

@c @implementation
public func assay_decode(
    _ tokenizer: OpaquePointer!, _ ids: UnsafePointer<UInt32>!, _ count: Int, _ text: UnsafeMutablePointer<UInt8>!,
    _ capacity: Int, _ length: UnsafeMutablePointer<Int>!, _ message: UnsafeMutablePointer<assay_message>!
) -> assay_status {
    Failure.report(message) { () throws(Failure) in
        let place = try Argument.result(length, "length")
        let tokens = try Argument.buffer(ids, count, "ids")
        let tokenizer = try Handle.tokenizer(tokenizer)
        let result: [UInt8]
        do throws(DecodingError) {
            result = try tokenizer.decode(tokens)
        } catch {
            throw .badArgument(error.description)
        }
        try Argument.copy(result, to: text, capacity, length: place, "bytes")
    }
}

@c @implementation
public func assay_truncate(
    _ tokenizer: OpaquePointer!, _ text: UnsafePointer<UInt8>!, _ length: Int, _ maximum: Int,
    _ special: assay_special, _ prefix: UnsafeMutablePointer<Int>!, _ message: UnsafeMutablePointer<assay_message>!
) -> assay_status {
    Failure.report(message) { () throws(Failure) in
        let place = try Argument.result(prefix, "prefix")
        let bytes = try Argument.buffer(text, length, "text")
        let policy = try Argument.special(special)
        let tokenizer = try Handle.tokenizer(tokenizer)
        let limit = maximum < 0 ? Int.max : maximum
        place.pointee = try tokenized { () throws(TokenizationError) in
            try tokenizer.prefix(bytes, maxTokens: limit, special: policy).byteCount
        }
    }
}

/// What the tokenizer refuses, as the interface says it.
private func tokenized<Result>(_ body: () throws(TokenizationError) -> Result) throws(Failure) -> Result {
    do throws(TokenizationError) {
        return try body()
    } catch {
        let isSpecial = error.code == .specialTokenInText
        throw Failure(
            status: assay_status(isSpecial ? ASSAY_SPECIAL_TOKEN : ASSAY_BAD_ARGUMENT), message: error.description)
    }
}
