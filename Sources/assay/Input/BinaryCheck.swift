/// Whether bytes look like anything but text, by the rule that git uses: a NUL near the start.
enum BinaryCheck {
    /// How many bytes are looked at.
    static let length = 8192

    /// What has NUL bytes.
    enum Kind {
        case binary
        /// Text, but not in UTF-8: it begins with UTF-16's byte order mark.
        case utf16
    }

    /// What turns UTF-16 into UTF-8.
    static let conversion = "'iconv -f UTF-16 -t UTF-8'"

    /// What a file is that begins with `start`; `nil` where it looks like text in UTF-8.
    static func kind(_ start: UnsafeBufferPointer<UInt8>) -> Kind? {
        guard start.prefix(length).contains(0) else { return nil }
        return start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) ? .utf16 : .binary
    }
}
