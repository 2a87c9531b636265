/// The `.gitignore` files that apply in a folder, the innermost first.
///
/// A chain of immutable links: a folder adds its own file to its parent's rules without a copy.
final class IgnoreRules {
    private let patterns: [IgnorePattern]
    /// How many bytes of a path belong to the folder that holds the file.
    private let baseLength: Int
    private let outer: IgnoreRules?

    /// Rules read from the text of one file.
    ///
    /// - Parameters:
    ///   - text: the file's content.
    ///   - baseLength: the length of the folder's path, its final slash included, in the paths given to ``ignores``.
    ///   - outer: the rules of the folder around it.
    init(text: [UInt8], baseLength: Int, outer: IgnoreRules?) {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = text.starts(with: byteOrderMark) ? text[3...] : text[...]
        patterns = content.split(separator: UInt8(ascii: "\n")).compactMap(IgnorePattern.init(line:))
        self.baseLength = baseLength
        self.outer = outer
    }

    /// Whether a path is ignored: the last pattern that matches decides, an inner file before an outer one.
    ///
    /// What is below an ignored folder is ignored too; the walk never gets there.
    func ignores(_ path: [UInt8], isFolder: Bool) -> Bool {
        var rules: IgnoreRules? = self
        while let current = rules {
            let relative = path[min(current.baseLength, path.count)...]
            if let pattern = current.patterns.last(where: { $0.matches(relative, isFolder: isFolder) }) {
                return !pattern.isNegated
            }
            rules = current.outer
        }
        return false
    }

    /// These rules and those of the `.gitignore` file in `folder`, where there is one.
    ///
    /// - Parameter path: the folder's path as ``ignores`` gets it, with a final slash unless it is empty.
    static func reading(_ folder: FilePath, path: [UInt8], outer: IgnoreRules?) throws(SystemError) -> IgnoreRules? {
        guard let text = try SmallFile.read(folder.appending(".gitignore")) else { return outer }
        return IgnoreRules(text: text, baseLength: path.count, outer: outer)
    }
}
