import CAssayUnicode

/// Counts words and user-perceived characters as ICU finds them (Unicode Standard Annex 29, root locale), with ICU's
/// dictionaries for Chinese, Japanese, Thai, Lao, Khmer and Burmese.
///
/// One serves one thread.
public final class TextBoundaries {
    /// What was counted.
    public struct Counts: Sendable, Hashable {
        /// Segments between word boundaries that hold a letter, a digit, kana or an ideograph.
        public var words = 0
        /// Grapheme clusters.
        public var graphemes = 0

        public init(words: Int = 0, graphemes: Int = 0) {
            self.words = words
            self.graphemes = graphemes
        }
    }

    private let handle: OpaquePointer

    /// Long texts are counted in parts that end at a line, a space or at least between two characters, so that memory
    /// does not grow with them.
    private static let partSize = 1 << 20

    /// - Throws: ``BoundaryError`` where ICU lacks its data.
    public init() throws(BoundaryError) {
        guard let handle = assay_boundaries_open() else { throw BoundaryError() }
        self.handle = handle
    }

    deinit { assay_boundaries_close(handle) }

    /// The words and graphemes of a text. What is not UTF-8 counts as U+FFFD. Linear in the text.
    public func count(_ text: UnsafeBufferPointer<UInt8>) throws(BoundaryError) -> Counts {
        var counts = Counts()
        var start = 0
        while start < text.count {
            let end = Self.end(of: text, from: start)
            var words: Int64 = 0
            var graphemes: Int64 = 0
            guard assay_boundaries_count(handle, text.baseAddress! + start, end - start, &words, &graphemes) else {
                throw BoundaryError()
            }
            counts.words += Int(words)
            counts.graphemes += Int(graphemes)
            start = end
        }
        return counts
    }

    private static func end(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard text.count - start > partSize else { return text.count }
        let limit = start + partSize
        if let space = text[start..<limit].lastIndex(where: { $0 == 0x0A || $0 == 0x20 }) { return space + 1 }
        var end = limit
        while end > limit - 3, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}

/// ICU cannot find boundaries, for want of its data or of memory.
public struct BoundaryError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String { "ICU cannot find word boundaries: its data is missing; install libicu" }
}
