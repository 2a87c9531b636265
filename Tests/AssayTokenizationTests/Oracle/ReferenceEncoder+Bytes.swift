@testable import AssayTokenization

extension ReferenceEncoder {
    /// The token ids of any bytes, from which nothing special is taken out.
    ///
    /// Bytes that are not UTF-8 are read as the references read them. SentencePiece takes each for U+FFFD. tiktoken
    /// makes one piece of what follows the first of them, together with the last piece before it and, if that starts
    /// with white space, the tokens of white space before it (`Encoding._encode_bytes`).
    func encode(bytes: [UInt8]) -> [TokenID] {
        guard vocabulary.isByteLevel else { return encode(Self.replacingInvalidBytes(bytes)) }
        let valid = Self.validPrefix(bytes)
        let text = String(decoding: bytes[..<valid], as: UTF8.self)
        if valid == bytes.count { return encode(text) }
        let pieces = text.isEmpty ? [] : pieces(text).map { encodePiece(Array($0.utf8)) }
        let tokens = pieces.flatMap { $0 }
        var unstable = pieces.last?.count ?? 0
        if unstable > 0, isWhiteSpace(tokens[tokens.count - unstable]) {
            while unstable < tokens.count, isWhiteSpace(tokens[tokens.count - unstable - 1]) { unstable += 1 }
        }
        let tail = tokens.suffix(unstable).flatMap { Array(vocabulary.bytes(of: $0)!) } + bytes[valid...]
        return tokens.dropLast(unstable) + encodePiece(tail)
    }

    private func isWhiteSpace(_ id: TokenID) -> Bool {
        vocabulary.bytes(of: id)!.allSatisfy { [0x20, 0x0A, 0x09].contains($0) }
    }

    /// The number of bytes before the first that is not UTF-8.
    private static func validPrefix(_ bytes: [UInt8]) -> Int {
        var position = 0
        while let length = characterLength(bytes[position...]) { position += length }
        return position
    }

    private static func replacingInvalidBytes(_ bytes: [UInt8]) -> String {
        var text = ""
        var position = 0
        while position < bytes.count {
            if let length = characterLength(bytes[position...]) {
                text += String(decoding: bytes[position..<position + length], as: UTF8.self)
                position += length
            } else {
                text += "\u{FFFD}"
                position += 1
            }
        }
        return text
    }

    /// The number of bytes of the character that starts here, or nil where none does.
    private static func characterLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        (1...4).first { length in
            guard let text = String(validating: bytes.prefix(length), as: UTF8.self) else { return false }
            return text.unicodeScalars.count == 1
        }
    }
}
