/// What stands on the line of a text around a place that moves through it. Complexity: O(n) for all places of a text in
/// their order, however long its lines are; a place before the last one begins its line anew.
struct LineOutline {
    private let bytes: [UInt8]
    private var offset = 0
    private var end = 0
    /// The last letter of the whole line.
    private var lastLetter: Int?
    /// Whether a letter stands on the line before the place.
    private(set) var hasLetterBefore = false
    /// The last byte on the line before the place that is not blank.
    private(set) var lastSign: UInt8?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        begin(at: 0)
    }

    /// Whether a letter stands on the line behind the place.
    var hasLetterBehind: Bool { lastLetter.map { $0 >= offset } ?? false }

    mutating func move(to place: Int) {
        if place < offset { begin(at: bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) }
        while place > end { begin(at: end + 1) }
        for byte in bytes[offset..<place] where byte > 0x20 {
            hasLetterBefore = hasLetterBefore || WordScanner.isLetter(byte)
            lastSign = byte
        }
        offset = place
    }

    private mutating func begin(at start: Int) {
        let line = bytes[start...].prefix { $0 != 0x0A }
        (offset, end) = (start, line.endIndex)
        (lastLetter, hasLetterBefore, lastSign) = (line.lastIndex(where: WordScanner.isLetter), false, nil)
    }
}
