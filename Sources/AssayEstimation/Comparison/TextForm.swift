import CAssayUnicode

/// A way to write the same text with other code points.
public enum TextForm: String, Sendable, CaseIterable {
    /// As it was given.
    case given
    /// Unicode's composed form: canonically equivalent, so it is the same text to every reader.
    case nfc
    /// Unicode's decomposed form: canonically equivalent too.
    case nfd
    /// Unicode's compatibility form: ligatures, superscripts, full-width forms and more become plain characters, and
    /// what they said by their form is lost.
    case nfkc
    /// Full-width Latin letters and digits as ordinary ones; punctuation stays.
    case halfWidth = "half-width"
    /// ASCII letters and digits as full-width ones, as some East Asian input methods type them.
    case fullWidth = "full-width"

    /// Whether a text means the same to every reader in this form.
    public var isSafe: Bool {
        switch self {
        case .given, .nfc, .nfd, .halfWidth: true
        case .nfkc, .fullWidth: false
        }
    }

    /// The text in this form. What is not UTF-8 becomes U+FFFD where the form has to look at characters. Linear.
    ///
    /// - Returns: nil where ICU fails.
    public func apply(to text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        switch self {
        case .given: Array(text)
        case .nfc: normalize(text, assay_form_nfc)
        case .nfd: normalize(text, assay_form_nfd)
        case .nfkc: normalize(text, assay_form_nfkc)
        case .halfWidth: shift(text, from: 0xFF00 - 0x20, by: -(0xFF00 - 0x20))
        case .fullWidth: shift(text, from: 0, by: 0xFF00 - 0x20)
        }
    }

    private func normalize(_ text: UnsafeBufferPointer<UInt8>, _ form: assay_form) -> [UInt8]? {
        var output = [UInt8](repeating: 0, count: text.count + text.count / 2 + 64)
        var length = assay_normalize(form, text.baseAddress, text.count, &output, output.count)
        if length > output.count {
            output = [UInt8](repeating: 0, count: Int(length))
            length = assay_normalize(form, text.baseAddress, text.count, &output, output.count)
        }
        guard length >= 0, length <= output.count else { return nil }
        output.removeLast(output.count - Int(length))
        return output
    }

    /// The text with its letters and digits, which start `base` code points behind those of ASCII, moved by `distance`.
    private func shift(_ text: UnsafeBufferPointer<UInt8>, from base: UInt32, by distance: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var reader = ScalarReader(text)
        while let scalar = reader.next() {
            let plain = scalar &- base
            let moves = (0x30...0x39).contains(plain) || (0x41...0x5A).contains(plain) || (0x61...0x7A).contains(plain)
            let value = moves ? UInt32(Int(scalar) + distance) : scalar
            result.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        }
        return result
    }
}
