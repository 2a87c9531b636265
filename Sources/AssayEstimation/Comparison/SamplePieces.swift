import AssayTokenization

/// A stretch of a sentence that begins and ends with both a token and a character as readers see it, with the number of
/// tokens it takes.
///
/// Most pieces are one token. Where tokens end inside a character, or inside a cluster of base and marks that must be
/// drawn together, a piece has several.
public struct SamplePiece: Sendable, Hashable {
    public var text: String
    public var tokens: Int

    /// Whether a character is drawn together with the next one, below it: it ends with an invisible stacker (Unicode's
    /// Indic_Syllabic_Category), as Khmer's coeng is. Grapheme clusters end there, and drawn apart the sign would show.
    static func stacksNext(_ character: Character) -> Bool {
        switch character.unicodeScalars.last?.value {
        case 0x1039, 0x17D2, 0x1A60, 0x1BAB, 0xAAF6: true
        default: false
        }
    }
}

extension Comparison {
    /// The pieces of a language's first segment, as a column's vocabulary cuts it; empty where there is no text, or it
    /// is not UTF-8.
    public func samplePieces(row: Int, column: Int) -> [SamplePiece] {
        let bytes = rows[row].measure.firstSegment
        guard let text = String(validating: bytes, as: UTF8.self),
            let spans = try? columns[column].tokenizer.tokens(of: bytes)
        else { return [] }
        var pieces: [SamplePiece] = []
        var piece = SamplePiece(text: "", tokens: 0)
        var next = 0
        var end = 0
        for character in text {
            piece.text.append(character)
            end += character.utf8.count
            while next < spans.count, spans[next].range.upperBound <= end {
                piece.tokens += 1
                next += 1
            }
            // The token that comes next must not have begun already.
            let isBoundary = next == spans.count || spans[next].range.lowerBound >= end
            if isBoundary, !SamplePiece.stacksNext(character), piece.tokens > 0 {
                pieces.append(piece)
                piece = SamplePiece(text: "", tokens: 0)
            }
        }
        piece.tokens += spans.count - next
        if !piece.text.isEmpty || piece.tokens > 0 { pieces.append(piece) }
        return pieces
    }
}
