import CAssayPieces

/// Walks a text and hands out the ends of its pieces, a batch at a time: finding boundaries and looking pieces up are
/// two loops, each short enough to stay in the processor's own caches.
struct PieceCursor {
    let text: PieceText
    let preTokenizer: PreTokenizer
    /// Where the next piece starts.
    private(set) var position = 0
    /// The end of the last segment that a rule asked for, of a pattern that has segments.
    private var segmentEnd = 0

    /// Which characters stand side by side in some token; nil where that may not be used.
    private let characters: CharacterLookup?

    /// - Parameters:
    ///   - characters: with these, SentencePiece text is also cut between other characters than a space and what stands
    ///     before it.
    ///   - triesEachWindow: whether windows are also tried where they are not worth it.
    init(
        text: PieceText, preTokenizer: PreTokenizer, blocks: CharacterBlocks, characters: CharacterLookup? = nil,
        processor: assay_processor = assay_this_processor(), triesEachWindow: Bool = false
    ) {
        self.triesEachWindow = triesEachWindow
        self.blocks = blocks
        self.processor = processor
        self.text = text
        self.preTokenizer = preTokenizer
        self.characters = characters
    }

    private let blocks: CharacterBlocks
    private let processor: assay_processor
    private let triesEachWindow: Bool
    private static let window = Int(assay_window)

    /// How many ends a caller has room for: several windows', since a batch ends where one might not fit.
    static let batch = 512

    /// Writes the ends of the next pieces and returns how many; 0 at the end of the text.
    ///
    /// - Parameter ends: room for ``batch``.
    mutating func fill(_ ends: UnsafeMutableBufferPointer<Int64>) -> Int {
        switch preTokenizer {
        case .none: fill(ends, WholeTextRule.self)
        case .r50k: fill(ends, R50kRule.self)
        case .cl100k: fill(ends, CL100kRule.self)
        case .o200k: fill(ends, O200kRule.self)
        case .llama3: fill(ends, Llama3Rule.self)
        case .qwen2: fill(ends, Qwen2Rule.self)
        case .tekken: fill(ends, TekkenRule.self)
        case .sentencePiece: fillSentencePiece(ends)
        case .deepseekV3: fill(ends, DeepSeekV3Rule.self)
        }
    }

    @inline(__always)
    private mutating func fill<Rule: PieceRule>(
        _ ends: UnsafeMutableBufferPointer<Int64>, _ rule: Rule.Type
    ) -> Int {
        let start = ends.baseAddress.unsafelyUnwrapped
        var position = position
        var count = 0
        let known = blocks.start
        defer { withExtendedLifetime(blocks) {} }
        // Less than a window's room ends the batch.
        let limit = Rule.window == nil ? ends.count : ends.count &- Self.window
        var pause = WindowPause()
        while count < limit, position < text.end {
            if let pattern = Rule.window, position >= pause.end,
                processor == assay_any_processor ? canUseWindow(position) : hasWindow(position)
            {
                var found = Int64(position)
                let added = assay_find_ends(
                    processor, pattern, known, text.base, Int64(text.end), &found, start + count, Int64(ends.count &- count))
                if !triesEachWindow { pause.note(from: position, to: Int(found)) }
                if added > 0 {
                    count &+= Int(added)
                    position = Int(found)
                    continue
                }
            }
            position = Rule.endOfPiece(text, position, segmentEnd: &segmentEnd)
            start[count] = Int64(position)
            count &+= 1
        }
        self.position = position
        return count
    }

    /// Whether 64 bytes can be read at `position`.
    @inline(__always)
    private func hasWindow(_ position: Int) -> Bool { position &+ Self.window <= text.end }

    /// Whether 64 bytes can be read at `position`, and the first eight of them are ASCII.
    @inline(__always)
    private func canUseWindow(_ position: Int) -> Bool {
        guard hasWindow(position) else { return false }
        let first = UnsafeRawPointer(text.base + position).loadUnaligned(as: UInt64.self)
        return first & 0x8080_8080_8080_8080 == 0
    }

    /// SentencePiece's merges may cross from a word into a comma; between most such characters none does, and without
    /// the comma the word is one that comes again.
    private mutating func fillSentencePiece(_ ends: UnsafeMutableBufferPointer<Int64>) -> Int {
        let start = ends.baseAddress.unsafelyUnwrapped
        var position = position
        var count = 0
        while count < ends.count &- Self.window, position < text.end {
            if var table = characters?.table, hasWindow(position) {
                var found = Int64(position)
                let added = assay_find_spaced_ends(
                    processor, &table, blocks.followers, text.base, Int64(text.end), &found, start + count,
                    Int64(ends.count &- count))
                if added > 0 {
                    count &+= Int(added)
                    position = Int(found)
                    continue
                }
            }
            position = SentencePieceRule.endOfPiece(text, position)
            start[count] = Int64(position)
            count &+= 1
        }
        self.position = position
        return count
    }
}

/// Where windows are not used for a while, since they found little: in text full of characters that they do not decide,
/// digits and spaces of other scripts among them, each would be looked at for a piece or two.
private struct WindowPause {
    private(set) var end = 0
    private var length = 0
    /// A window takes as long as the rule takes for so many bytes, about.
    private static let worthwhile = 32
    private static let shortest = 8
    private static let longest = 256

    /// Notes how far windows have come.
    @inline(__always)
    mutating func note(from start: Int, to position: Int) {
        guard position &- start < Self.worthwhile else {
            length = 0
            return
        }
        length = min(2 &* length &+ Self.shortest, Self.longest)
        end = position &+ length
    }
}

/// What is known of the classes of characters for one pattern, 64 at a time; see `assay_find_ends`. And which ASCII
/// characters follow each other in tokens; see `assay_find_spaced_ends`.
final class CharacterBlocks {
    private let memory = LargeMemory(
        MemoryLayout<assay_block>.stride * Int(assay_block_total) + MemoryLayout<assay_followers>.stride * 128)
    let start: UnsafeMutablePointer<assay_block>
    let followers: UnsafeMutablePointer<assay_followers>

    init() {
        start = memory.start.assumingMemoryBound(to: assay_block.self)
        followers = UnsafeMutableRawPointer(start + Int(assay_block_total)).assumingMemoryBound(to: assay_followers.self)
    }
}
