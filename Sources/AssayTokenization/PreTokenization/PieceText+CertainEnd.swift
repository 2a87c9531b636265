extension PieceText {
    /// The last place at or before `limit` where a piece ends whatever follows the text, or 0. Behind white space there
    /// is none: some patterns treat it in a way of its own at the end of a text, and bytes that are not UTF-8 take what
    /// stands in front of them along (see ``TextEncoder/invalidTail(valid:invalid:_:_:)``).
    ///
    /// - Parameters:
    ///   - bytes: valid UTF-8 but for a character that the end may cut short.
    ///   - limit: less than the number of bytes: what stands there tells whether a character is cut.
    static func lastCertainEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, before limit: Int, _ preTokenizer: PreTokenizer
    ) -> Int {
        guard let base = bytes.baseAddress, limit > 0 else { return 0 }
        let text = PieceText(base: base, end: limit)
        let run = text.startOfLastRun()
        guard run > 0 else { return 0 }
        let seen = text.start(of: limit)
        // A contraction has up to three bytes, and one that is cut short is not seen.
        let latest = min(run, seen - 3)
        var cursor = PieceCursor(
            text: PieceText(base: base, end: seen), preTokenizer: preTokenizer, blocks: CharacterBlocks())
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: PieceCursor.batch) { ends in
            var last = 0
            while true {
                let count = cursor.fill(ends)
                for end in ends[..<count].lazy.map({ Int($0) }) where end <= latest && !text.endsInWhiteSpace(end) {
                    last = end
                }
                if count == 0 || ends[count - 1] > latest { return last }
            }
        }
    }

    private func endsInWhiteSpace(_ position: Int) -> Bool {
        CharacterSet.whiteSpace.contains(character(start(of: position - 1)).kind)
    }

    /// Where the run of letters and marks, numbers, white space or other characters starts that reaches the end.
    private func startOfLastRun() -> Int {
        var position = start(of: end)
        var run = position
        var kind: Int?
        while position > 0 {
            let previous = start(of: position - 1)
            let group = Self.group(character(previous).kind)
            if let kind, kind != group { return run }
            kind = group
            run = previous
            position = previous
        }
        return 0
    }

    /// The start of the character that has a byte at `position`, or `position` itself where a character starts there.
    private func start(of position: Int) -> Int {
        var position = position
        while position > 0, base[position] & 0xC0 == 0x80 { position -= 1 }
        return position
    }

    private static func group(_ kind: CharacterClass) -> Int {
        if CharacterSet.lettersAndMarks.contains(kind) { return 0 }
        if CharacterSet.numbers.contains(kind) { return 1 }
        return CharacterSet.whiteSpace.contains(kind) ? 2 : 3
    }
}
