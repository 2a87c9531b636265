/// The encoders of each thread of a pool, kept from task to task: what an encoder remembers stays with one core, and
/// threads do not contend for it.
final class ThreadEncoders: Sendable {
    private final class Slot: @unchecked Sendable {
        // The thread of the slot's number alone has access.
        var encoders: [(vocabulary: ObjectIdentifier, encoder: TextEncoder)] = []
    }

    private let slots: [Slot]

    init(threads: Int) { slots = (0..<threads).map { _ in Slot() } }

    /// The encoder of a tokenizer. To be called, and the encoder used, on the thread of that number only.
    func encoder(_ tokenizer: Tokenizer, thread: Int) -> TextEncoder {
        let slot = slots[thread]
        // The encoder keeps the vocabulary alive, so no other takes its place.
        let identifier = ObjectIdentifier(tokenizer.vocabulary)
        if let known = slot.encoders.first(where: { $0.vocabulary == identifier }) { return known.encoder }
        let encoder = TextEncoder(tokenizer.vocabulary, SpecialTokenMatchers(tokenizer.vocabulary))
        slot.encoders.append((identifier, encoder))
        return encoder
    }
}
