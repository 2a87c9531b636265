import AssayTokenization

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

    /// What is odd about the bytes of a file that is read as a text all the same; nil where nothing is.
    static func oddity(_ bytes: [UInt8], _ name: String) -> String? {
        bytes.withUnsafeBufferPointer { bytes in
            switch kind(bytes) {
            case .binary: return "\(name) is binary (it has NUL bytes); it is read like any text"
            case .utf16: return "\(name) is in UTF-16; its bytes are read as they are; convert it with \(conversion) first"
            case nil: break
            }
            return UTF8Validation.firstInvalidOffset(bytes).map {
                "\(name) is not UTF-8 at byte \($0); where it is in another encoding, convert it first"
            }
        }
    }

    /// What a file is that begins with `start`; `nil` where it looks like text in UTF-8.
    static func kind(_ start: UnsafeBufferPointer<UInt8>) -> Kind? {
        guard start.prefix(length).contains(0) else { return nil }
        return start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) ? .utf16 : .binary
    }
}
