/// A stretch of a text in one script.
public struct ScriptSpan: Sendable, Hashable {
    public var script: Script
    /// Offsets in bytes.
    public var range: Range<Int>
}

/// Where a text changes its script.
public enum ScriptSpans {
    /// The spans of a text, end to end. Linear in the text.
    ///
    /// Characters that scripts share (spaces, digits, punctuation, marks) belong to the script before them, at the
    /// start of the text to the one behind them: they never cut a span. A text of shared characters alone is one span
    /// of ``Script/common``.
    public static func spans(of text: UnsafeBufferPointer<UInt8>) -> [ScriptSpan] {
        spans(of: text) { $0 }
    }

    /// The spans of a text; see ``spans(of:)-(UnsafeBufferPointer<UInt8>)``.
    public static func spans(of text: String) -> [ScriptSpan] {
        var text = text
        return text.withUTF8 { spans(of: $0) }
    }

    /// The spans of a text where scripts that `fold` makes one are one.
    static func spans(of text: UnsafeBufferPointer<UInt8>, fold: (Script) -> Script) -> [ScriptSpan] {
        var spans: [ScriptSpan] = []
        var current: Script?
        var start = 0
        var reader = ScalarReader(text)
        while true {
            let offset = reader.offset
            guard let scalar = reader.next() else { break }
            let script = Script(scalar)
            if script.isShared { continue }
            let folded = fold(script)
            if folded == current { continue }
            if let current {
                spans.append(ScriptSpan(script: current, range: start..<offset))
                start = offset
            }
            current = folded
        }
        if !text.isEmpty { spans.append(ScriptSpan(script: current ?? .common, range: start..<text.count)) }
        return spans
    }
}
