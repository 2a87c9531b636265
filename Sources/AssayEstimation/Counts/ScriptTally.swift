/// Counts the letters of a text in Latin script (and ASCII, so code too) and in every other script, byte by byte, so
/// that it takes a text in any number of parts.
///
/// Spaces, punctuation outside ASCII, symbols and emoji are neither. The byte that leads a character decides: a table
/// of characters would say the same for all but rare letters, at twenty times the cost.
public struct ScriptTally: Sendable, Hashable {
    /// ASCII characters above the space, and Latin letters beyond them.
    public private(set) var latin = 0
    /// Letters of other scripts.
    public private(set) var other = 0
    /// Whether the last byte was the lead E1, whose block depends on the byte that follows.
    private var followsE1 = false

    public init() {}

    /// Adds the bytes of a text or of its next part. Linear in their number.
    public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes {
            if followsE1 {
                // U+1E00-1EFF, Latin Extended Additional, is written E1 B8-BB.
                if (0xB8...0xBB).contains(byte) { latin &+= 1 } else { other &+= 1 }
                followsE1 = false
            }
            switch byte {
            case 0x21...0x7E, 0xC3...0xCC: latin &+= 1
            case 0xCD...0xDF, 0xE0, 0xE3...0xED: other &+= 1
            case 0xE1: followsE1 = true
            default: break
            }
        }
    }

    /// Adds the bytes of a text.
    public mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { add($0) }
    }

    /// The share of letters of other scripts in thousandths, each weighed twice: such a letter takes about twice as
    /// many tokens as a Latin one.
    public var otherShare: Int {
        let weighed = 2 * Double(other)
        let all = Double(latin) + weighed
        return all == 0 ? 0 : Int((1000 * weighed / all).rounded())
    }
}
