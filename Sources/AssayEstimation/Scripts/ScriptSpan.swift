/// A stretch of a text in one script.
public struct ScriptSpan: Sendable, Hashable {
    public var script: Script
    /// Offsets in bytes.
    public var range: Range<Int>

    public init(script: Script, range: Range<Int>) {
        self.script = script
        self.range = range
    }

    /// Divides a text by script. The spans lie end to end and cover the text.
    ///
    /// What scripts share (spaces, digits, punctuation, emoji, bytes that are not UTF-8) belongs to the letters before
    /// it, at the start of the text to those behind it; a text without letters is one span of ``Script/common``.
    /// Complexity: O(n) in the bytes.
    public static func spans(of text: UnsafeBufferPointer<UInt8>) -> [ScriptSpan] {
        var spans: [ScriptSpan] = []
        var current: Script?
        var start = 0
        var offset = 0
        while offset < text.count {
            let (scalar, length) = scalar(text, offset)
            if let script = scalar.flatMap(ScriptTable.script), script != current {
                if let current, offset > start {
                    spans.append(ScriptSpan(script: current, range: start..<offset))
                    start = offset
                }
                current = script
            }
            offset += length
        }
        if start < text.count { spans.append(ScriptSpan(script: current ?? .common, range: start..<text.count)) }
        return spans
    }

    /// Divides a text by script.
    public static func spans(of text: [UInt8]) -> [ScriptSpan] {
        text.withUnsafeBufferPointer { spans(of: $0) }
    }

    /// The scalar at `offset` and its length in bytes; a byte that is no UTF-8 is none, one byte long.
    @inline(__always)
    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> (UInt32?, Int) {
        let lead = text[offset]
        if lead < 0x80 { return (UInt32(lead), 1) }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard (0xC2...0xF4).contains(lead), offset + length <= text.count else { return (nil, 1) }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for index in 1..<length {
            let byte = text[offset + index]
            guard byte & 0xC0 == 0x80 else { return (nil, 1) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return (value, length)
    }
}
