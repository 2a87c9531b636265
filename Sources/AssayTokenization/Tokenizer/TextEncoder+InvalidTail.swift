extension TextEncoder {
    /// Text from its first invalid byte on is one piece, and takes with it what came just before: the text's last
    /// piece, and if that starts with white space, the tokens of white space before it. This is what tiktoken does with
    /// bytes that are not UTF-8 (`Encoding._encode_bytes`), since more text could have changed how those were cut.
    ///
    /// - Returns: the bytes of that piece. The tokens of what stays in front of it have been handed to the sink.
    func invalidTail<Sink: TokenSink & ~Copyable>(
        valid: UnsafeBufferPointer<UInt8>, invalid: UnsafeBufferPointer<UInt8>, _ offset: Int, _ sink: inout Sink
    ) throws(TokenizationError) -> [UInt8] {
        var tokens = LastPieceSink(vocabulary)
        try encodePieces(valid, offset, &tokens)
        var unstable = tokens.lastPieceCount
        if unstable > 0, isWhiteSpace(tokens.indices[tokens.indices.count - unstable]) {
            while unstable < tokens.indices.count, isWhiteSpace(tokens.indices[tokens.indices.count - unstable - 1]) {
                unstable += 1
            }
        }
        let stable = tokens.indices.count - unstable
        tokens.indices.withUnsafeBufferPointer { sink.take(UnsafeBufferPointer(rebasing: $0[..<stable]), vocabulary) }
        return tokens.indices[stable...].flatMap { vocabulary.bytes(at: $0) } + invalid
    }

    /// Hands the tokens of bytes that are one piece, whatever is in them, to a sink.
    func encodeTail<Sink: TokenSink & ~Copyable>(_ tail: [UInt8], _ sink: inout Sink) {
        guard !tail.isEmpty else { return }
        pieces.encodeBytes(tail, into: &sink)
    }

    private func encodePieces(
        _ text: UnsafeBufferPointer<UInt8>, _ offset: Int, _ sink: inout LastPieceSink
    ) throws(TokenizationError) {
        guard let prepared = try normalized(text, offset) else { return encodePieces(text, &sink) }
        prepared.bytes.withUnsafeBufferPointer { encodePieces($0, &sink) }
    }

    private func encodePieces(_ text: UnsafeBufferPointer<UInt8>, _ sink: inout LastPieceSink) {
        guard let base = text.baseAddress else { return }
        var cursor = PieceCursor(
            text: PieceText(base: base, end: text.count), preTokenizer: vocabulary.preTokenizer, blocks: pieces.blocks,
            processor: pieces.processor)
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: PieceCursor.batch) { ends in
            var start = 0
            while true {
                let count = cursor.fill(ends)
                if count == 0 { return }
                for end in ends[..<count].lazy.map({ Int($0) }) {
                    sink.startPiece()
                    pieces.encodePiece(base + start, end - start, readable: text.count - start, into: &sink)
                    start = end
                }
            }
        }
    }

    /// tiktoken's idea of it: spaces, line feeds and tabs.
    private func isWhiteSpace(_ index: UInt32) -> Bool {
        vocabulary.bytes(at: index).allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }
    }
}

/// Collects token indices and knows how many belong to the last piece.
struct LastPieceSink: TokenSink {
    private(set) var indices: [UInt32] = []
    private var pieceStart = 0
    private let vocabulary: Vocabulary

    init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    var lastPieceCount: Int { indices.count - pieceStart }

    mutating func startPiece() { pieceStart = indices.count }

    mutating func take(_ first: TokenID, _ second: TokenID, _ third: TokenID, count: Int) {
        for id in [first, second, third].prefix(count) {
            if let index = vocabulary.index(of: id) { indices.append(index) }
        }
    }

    mutating func take(_ indices: UnsafeBufferPointer<UInt32>, _: Vocabulary) { self.indices += indices }

    mutating func take(ids: UnsafeBufferPointer<TokenID>) {
        for id in ids { take(id, 0, 0, count: 1) }
    }

    mutating func takeSpecial(_: TokenID) {}
}
