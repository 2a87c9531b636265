#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The LZ4 block format: bytes as a sequence of literals and of copies of what came before.
///
/// A sequence is a token, literals, and a copy. The token's high half is the number of literals and its low half the
/// length of the copy less four; a half of 15 is continued by bytes that are added up to the first that is not 255. The
/// copy's distance is two bytes, the lower first. The last sequence has literals only.
/// See <https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md>.
enum LZ4Block {
    static let minimumCopy = 4
    /// No input gives more than so many times its length.
    private static let maximumRatio = 255

    /// What a block holds; nil where it is damaged or does not hold exactly `length` bytes.
    ///
    /// Any input is safe: every read and every write is checked against the ends.
    /// - Complexity: O(`length`).
    static func decompress(_ block: UnsafeRawBufferPointer, length: Int) -> [UInt8]? {
        guard length > 0 else { return length == 0 && block.elementsEqual([0]) ? [] : nil }
        guard length / maximumRatio <= block.count else { return nil }
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let output = UnsafeMutableRawBufferPointer(buffer)
            count = decompress(block, into: UnsafeMutableRawBufferPointer(rebasing: output[..<length]))
            isWhole = count == length
        }
        return isWhole ? bytes : nil
    }

    /// Fills the output; the number of bytes written, all of which are initialized. Less than the output's length where
    /// the block is damaged.
    private static func decompress(
        _ block: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> Int {
        guard let input = block.baseAddress, let target = output.baseAddress else { return 0 }
        var (position, written) = (0, 0)
        while position < block.count {
            let token = block[position]
            position += 1
            guard let literals = length(Int(token >> 4), in: block, at: &position),
                literals <= block.count - position, literals <= output.count - written
            else { return 0 }
            memcpy(target + written, input + position, literals)
            position += literals
            written += literals
            if position == block.count { return written }

            guard block.count - position >= 2 else { return 0 }
            let distance = Int(block[position]) | Int(block[position + 1]) << 8
            position += 2
            guard let more = length(Int(token & 15), in: block, at: &position) else { return 0 }
            let length = more + minimumCopy
            guard distance > 0, distance <= written, length <= output.count - written else { return 0 }
            copy(target + written, distance: distance, length: length)
            written += length
        }
        return 0
    }

    /// The number that a half of a token starts; nil where the block ends in it.
    private static func length(_ half: Int, in block: UnsafeRawBufferPointer, at position: inout Int) -> Int? {
        guard half == 15 else { return half }
        var length = half
        while position < block.count {
            let byte = block[position]
            position += 1
            // Cannot overflow: each of at most `block.count` bytes adds at most 255.
            length += Int(byte)
            if byte != 255 { return length }
        }
        return nil
    }

    /// Copies what lies `distance` before the target; where that is less than `length`, the copy repeats itself.
    private static func copy(_ target: UnsafeMutableRawPointer, distance: Int, length: Int) {
        var done = 0
        while done < length {
            // What was copied may be copied in turn, so each part is as long as all before it.
            let part = min(length - done, distance + done)
            memcpy(target + done, target - distance, part)
            done += part
        }
    }
}
