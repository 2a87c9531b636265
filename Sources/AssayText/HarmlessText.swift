/// Showing what files and their names say: characters that would steer a terminal, or break a line of a report, are
/// written as escapes, such as `\u{1B}`.
extension StringProtocol {
    /// The text with its control characters written as escapes.
    ///
    /// - Parameter keepsLines: whether line feeds stay, as in messages of several lines.
    package func harmless(keepsLines: Bool = false) -> String {
        guard utf8.contains(where: mayBeControl) else { return String(self) }
        return unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.isControl, !(keepsLines && scalar == "\n") {
                result += scalar.escaped(asASCII: true)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is one of the C0 and C1 controls, or DEL.
    package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

/// Whether a byte of UTF-8 is a control character, or the first one of a C1 control among others.
private func mayBeControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F || byte == 0xC2 }
