/// One line of a `.gitignore` file, as https://git-scm.com/docs/gitignore defines it.
struct IgnorePattern: Equatable {
    /// A leading `!`: what matches is not ignored after all.
    var isNegated = false
    /// A trailing `/`: only folders match.
    var matchesFoldersOnly = false
    /// A `/` that is not the last character: the pattern is compared with the whole path below its file's folder, and
    /// otherwise with the name alone.
    var isAnchored = false
    private var glob: Glob

    /// Reads a line without its newline; `nil` where the line is blank, a comment, or can never match.
    init?(line: ArraySlice<UInt8>) {
        var text = Self.withoutTrailingSpaces(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        guard let first = text.first, first != UInt8(ascii: "#") else { return nil }
        if first == UInt8(ascii: "!") {
            isNegated = true
            text = text.dropFirst()
        }
        if text.last == UInt8(ascii: "/") {
            matchesFoldersOnly = true
            text = text.dropLast()
        }
        isAnchored = text.contains(UInt8(ascii: "/"))
        if text.first == UInt8(ascii: "/") { text = text.dropFirst() }
        guard !text.isEmpty, let glob = Glob(text) else { return nil }
        self.glob = glob
    }

    /// Whether the pattern speaks about the path.
    ///
    /// - Parameter path: the path below the folder of the `.gitignore` file, without a slash at either end.
    func matches(_ path: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
        if matchesFoldersOnly, !isFolder { return false }
        if isAnchored { return glob.matches(path) }
        let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? path.startIndex
        return glob.matches(path[start...])
    }

    /// Whether the pattern names a file or a folder around it.
    ///
    /// - Parameter path: the file's path below the folder where the pattern stands.
    func covers(_ path: ArraySlice<UInt8>) -> Bool {
        path.indices.contains { path[$0] == UInt8(ascii: "/") && matches(path[..<$0], isFolder: true) }
            || matches(path, isFolder: false)
    }

    /// Trailing spaces do not count unless the last is written `\ `.
    private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = line.endIndex
        while end > line.startIndex, line[end - 1] == UInt8(ascii: " ") { end -= 1 }
        guard end < line.endIndex else { return line }
        let backslashes = line[..<end].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        return backslashes % 2 == 1 ? line[...end] : line[..<end]
    }
}
