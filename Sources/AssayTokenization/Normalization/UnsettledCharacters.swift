import CAssayPieces

/// The characters of a text, one by one, that a quick check does not pass without a look at what is beside them; all of four
/// bytes may be among them.
struct UnsettledCharacters {
    private let base: UnsafePointer<UInt8>
    private let count: Int
    private let processor: assay_processor
    private var check: assay_quick_check
    /// What was found last, without what was handed out.
    private var window = assay_unsettled()

    /// - Parameter text: valid UTF-8.
    init(_ text: PieceText, _ check: assay_quick_check, _ processor: assay_processor) {
        (base, count) = (text.base, text.end)
        self.check = check
        self.processor = processor
    }

    /// Where the next one starts.
    @inline(__always)
    mutating func next() -> Int? {
        while window.firsts == 0 {
            guard window.next < count else { return nil }
            window = assay_find_unsettled(processor, &check, base, window.next, Int64(count))
        }
        let place = Int(window.start) &+ window.firsts.trailingZeroBitCount
        window.firsts &= window.firsts &- 1
        return place
    }

    /// Leaves out what starts before `position`, where a character starts.
    mutating func skip(to position: Int) {
        if position < window.next {
            window.firsts &= ~0 << max(0, position - Int(window.start))
        } else {
            window = assay_unsettled(firsts: 0, start: Int64(position), next: Int64(position))
        }
    }
}
