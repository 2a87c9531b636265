/// The start of a JSON text that breaks off, completed: what is open is closed, what is begun becomes `null`.
enum JSONStart {
    /// JSON that says what the text says before `end`, up to which it is well formed. Complexity: O(`end`).
    static func completed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        var state = State()
        for offset in bytes.indices { state.read(bytes[offset], at: offset) }
        return state.completed(bytes)
    }

    private struct State {
        private enum Expected { case key, colon, value, comma }

        /// The closing brackets of what is open, the outermost first.
        private var open: [UInt8] = []
        private var expected = Expected.value
        private var isInString = false
        /// Where the escape or the bare word that is being read begins.
        private var part: Int?
        private var comma: Int?

        mutating func read(_ byte: UInt8, at offset: Int) {
            if isInString { return readString(byte, at: offset) }
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: endWord()
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                // The closing bracket is two behind the opening one in ASCII.
                open.append(byte + 2)
                expected = byte == UInt8(ascii: "{") ? .key : .value
                comma = nil
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                endWord()
                _ = open.popLast()
                expected = .comma
            case UInt8(ascii: ","):
                endWord()
                comma = offset
                expected = open.last == UInt8(ascii: "}") ? .key : .value
            case UInt8(ascii: ":"): expected = .value
            default: if part == nil { part = offset }
            }
            if byte > 0x20, byte != UInt8(ascii: ",") { comma = nil }
        }

        private mutating func readString(_ byte: UInt8, at offset: Int) {
            if let start = part {
                // `\n` has two bytes, `\u00e9` has six.
                let isUnicode = offset - start > 1 || byte == UInt8(ascii: "u")
                if !isUnicode || offset - start == 5 { part = nil }
            } else if byte == UInt8(ascii: "\\") {
                part = offset
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
                expected = expected == .key ? .colon : .comma
            }
        }

        private mutating func endWord() {
            guard part != nil else { return }
            part = nil
            expected = .comma
        }

        func completed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            let end = part ?? comma ?? bytes.endIndex
            var result = Array(bytes[bytes.startIndex..<end])
            if isInString { result.append(UInt8(ascii: "\"")) }
            let isKey = expected == .colon || isInString && expected == .key
            if isKey { result.append(UInt8(ascii: ":")) }
            let isEmpty = open.isEmpty && result.allSatisfy { $0 <= 0x20 }
            let lacksValue = expected == .value && !isInString && comma == nil && open.last != UInt8(ascii: "]")
            if isKey || lacksValue || part != nil && !isInString || isEmpty { result += Array("null".utf8) }
            return result + open.reversed()
        }
    }
}
