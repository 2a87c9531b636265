import AssayTokenization
import AssayVocabularies
import CAssay

// What `assay.h` declares; the compiler checks that each is the function of the header.

private let version: StaticString = "0.1.0"

@c @implementation
public func assay_version() -> UnsafePointer<CChar>! {
    UnsafeRawPointer(version.utf8Start).assumingMemoryBound(to: CChar.self)
}

@c @implementation
public func assay_tokenizer_open(
    _ vocabulary: UnsafePointer<CChar>!, _ tokenizer: UnsafeMutablePointer<OpaquePointer?>!,
    _ message: UnsafeMutablePointer<assay_message>!
) -> assay_status {
    Failure.report(message) { () throws(Failure) in
        let place = try Argument.result(tokenizer, "tokenizer")
        guard let vocabulary else { throw .badArgument("the name of the vocabulary is null") }
        do throws(VocabularyError) {
            Handle.give(try VocabularyRegistry.vocabulary(named: String(cString: vocabulary)), to: place)
        } catch {
            throw .badArgument(error.description)
        }
    }
}

@c @implementation
public func assay_tokenizer_open_pack(
    _ pack: UnsafePointer<UInt8>!, _ length: Int, _ tokenizer: UnsafeMutablePointer<OpaquePointer?>!,
    _ message: UnsafeMutablePointer<assay_message>!
) -> assay_status {
    Failure.report(message) { () throws(Failure) in
        let place = try Argument.result(tokenizer, "tokenizer")
        let bytes = try Argument.buffer(pack, length, "pack")
        do throws(PackError) {
            Handle.give(try Vocabulary(copying: Array(bytes)), to: place)
        } catch {
            throw .badArgument("the pack cannot be used: \(error)")
        }
    }
}

@c @implementation
public func assay_tokenizer_close(_ tokenizer: OpaquePointer!) {
    Handle.close(tokenizer)
}

@c @implementation
public func assay_tokenizer_prepare(
    _ tokenizer: OpaquePointer!, _ use: assay_use, _ threads: Int, _ message: UnsafeMutablePointer<assay_message>!
) -> assay_status {
    Failure.report(message) { () throws(Failure) in
        let use = try Argument.use(use)
        guard (1...1024).contains(threads) else { throw .badArgument("threads is not 1 to 1024") }
        try Handle.tokenizer(tokenizer).prepare(for: use, threads: threads)
    }
}
