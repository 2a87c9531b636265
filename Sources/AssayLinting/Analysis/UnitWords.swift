import AssayPrompts

/// The words, signs and variables of a unit's text, in order.
struct UnitWords: Sendable {
    var words: [Word] = []
    /// For each word the piece it starts in.
    var pieces: [Int32] = []

    init(_ text: UnitText) {
        words.reserveCapacity(text.bytes.count / 5)
        text.bytes.withUnsafeBufferPointer { bytes in
            for (number, piece) in text.pieces.enumerated() {
                if piece.kind == .variable {
                    var hash = WordHash()
                    hash.add(1)
                    for byte in piece.expression.utf8 where byte != 0x20 { hash.add(byte) }
                    let offset = Int32(piece.range.lowerBound)
                    words.append(Word(symbol: hash.value, start: offset, end: offset, kind: .variable))
                    pieces.append(Int32(number))
                } else {
                    WordScanner.scan(bytes, piece.range) {
                        words.append($0)
                        pieces.append(Int32(number))
                    }
                }
            }
        }
    }
}
