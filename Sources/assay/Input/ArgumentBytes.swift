/// The arguments as the system gave them. The argument parser gets them as `String`, which turns bytes that are not
/// UTF-8 into U+FFFD; a path needs the bytes.
enum ArgumentBytes {
    /// The path that `argument` was before it became a `String`.
    static func path(_ argument: String) -> FilePath {
        guard argument.unicodeScalars.contains("\u{FFFD}") else { return FilePath(argument) }
        for index in 0..<Int(CommandLine.argc) {
            guard let raw = CommandLine.unsafeArgv[index], String(cString: raw) == argument else { continue }
            return FilePath(bytes: String.rawBytes(raw))
        }
        return FilePath(argument)
    }
}

extension String {
    /// The bytes of a C string, whatever they are.
    fileprivate static func rawBytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
        var bytes: [UInt8] = []
        var next = text
        while next.pointee != 0 {
            bytes.append(UInt8(bitPattern: next.pointee))
            next += 1
        }
        return bytes
    }
}
