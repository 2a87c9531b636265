import AssayText

/// Text on its way into XML that programs read.
enum XML {
    /// Text as the content of an element or of a quoted attribute. In an attribute, white space stays what it is only
    /// as a reference; what XML 1.0 has no way to hold is written as an escape, such as `\u{1B}`.
    static func escape(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\t", "\n", "\r", "\u{7F}"..."\u{9F}": result += "&#\(scalar.value);"
            case _ where scalar.isControl, "\u{FFFE}", "\u{FFFF}": result += scalar.escaped(asASCII: true)
            default: result += HTML.escape(String(scalar))
            }
        }
    }
}
