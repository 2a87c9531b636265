/// A pattern over a model's name: `*` for any run of characters, `#` for one digit, everything else itself, whatever
/// its case.
///
/// `gpt-5.4-####-##-##` matches the dated snapshots of a model; `claude-3-opus*` every name that starts so. A pattern
/// can have exceptions, which are patterns too.
public struct NamePattern: Sendable, Hashable {
    public let text: String
    public let exceptions: [String]

    public init(_ text: String, except exceptions: [String] = []) {
        self.text = text.lowercased()
        self.exceptions = exceptions.map { $0.lowercased() }
    }

    /// How much of a name the pattern spells out; of two patterns that match, the longer says more.
    public var literalLength: Int { text.utf8.count { $0 != UInt8(ascii: "*") } }

    /// Whether the name, already in lower case, matches.
    ///
    /// - Complexity: O(*n* x *m*) at worst, without recursion.
    public func matches(_ name: String) -> Bool {
        // Most patterns spell out their first letter, and most names begin with another.
        if let first = text.utf8.first, first != UInt8(ascii: "*"), first != UInt8(ascii: "#"), first != name.utf8.first {
            return false
        }
        return NamePattern.matches(Array(name.utf8), Array(text.utf8))
            && !exceptions.contains { NamePattern.matches(Array(name.utf8), Array($0.utf8)) }
    }

    /// Whether what the pattern leaves open in a name that matches it is digits and separators: a snapshot's date.
    func isSnapshot(_ name: String) -> Bool {
        guard let star = text.firstIndex(of: "*") else { return true }
        guard star == text.index(before: text.endIndex) else { return false }
        return name.utf8.dropFirst(text[..<star].utf8.count).allSatisfy { "0123456789-@".utf8.contains($0) }
    }

    /// The usual greedy wildcard match: on a mismatch, the last star takes one more character.
    private static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
        var (index, position) = (0, 0)
        var retry: (index: Int, position: Int)?
        while index < name.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                position += 1
                retry = (index, position)
            } else if position < pattern.count, accepts(pattern[position], name[index]) {
                index += 1
                position += 1
            } else if let last = retry {
                index = last.index + 1
                position = last.position
                retry = (index, position)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static func accepts(_ pattern: UInt8, _ byte: UInt8) -> Bool {
        pattern == byte || (pattern == UInt8(ascii: "#") && byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
}
