import AssayText

/// A path as the system has it: bytes without a NUL, which need not be UTF-8.
struct FilePath: Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The path of `name` in the folder that this path names.
    func appending(_ name: [UInt8]) -> FilePath {
        bytes.isEmpty || bytes.last == UInt8(ascii: "/")
            ? FilePath(bytes: bytes + name) : FilePath(bytes: bytes + [UInt8(ascii: "/")] + name)
    }

    func appending(_ name: String) -> FilePath { appending(Array(name.utf8)) }

    /// The same path without parts that lead nowhere: `a/./b` and `a/c/../b` are `a/b`.
    var normalized: FilePath {
        let slash = UInt8(ascii: "/")
        var parts: [ArraySlice<UInt8>] = []
        for part in bytes.split(separator: slash) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8), let last = parts.last, !last.elementsEqual("..".utf8) {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return FilePath(bytes: (bytes.first == slash ? [slash] : []) + parts.joined(separator: [slash]))
    }

    /// The file of a name, or a path, that the file of this path gives.
    func beside(_ name: String) -> FilePath {
        name.hasPrefix("/") ? FilePath(name) : parent?.appending(name) ?? FilePath(name)
    }

    /// The folder that holds what this path names, or `nil` for the root and for a single name.
    var parent: FilePath? {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), bytes.count > 1 else { return nil }
        return FilePath(bytes: Array(bytes[..<max(slash, 1)]))
    }

    /// Whether the path leads through a folder: all do through the one without a name.
    func isBelow(_ folder: FilePath) -> Bool {
        let slash = UInt8(ascii: "/")
        guard let last = folder.bytes.last, last != slash else { return bytes.starts(with: folder.bytes) }
        return bytes.starts(with: folder.bytes + [slash])
    }

    /// What comes below a folder that the path starts with.
    func inside(_ folder: FilePath) -> FilePath {
        FilePath(bytes: Array(bytes.dropFirst(folder.bytes.count).drop { $0 == UInt8(ascii: "/") }))
    }

    /// The name after the last slash.
    var lastComponent: [UInt8] {
        let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return Array(bytes[start...])
    }

    /// The path as text, for machines: what is not UTF-8 becomes U+FFFD.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The path as text, for people and terminals: control characters are written as escapes.
    var display: String { bytes.isEmpty ? "''" : text.harmless() }

    /// Calls `body` with the path as C functions want it.
    func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
        try (bytes + [0]).withUnsafeBytes { try body($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
    }
}

extension FilePath: Comparable {
    /// Byte order, which does not depend on language or country.
    static func < (left: FilePath, right: FilePath) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
