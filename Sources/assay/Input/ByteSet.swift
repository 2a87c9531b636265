/// The bytes that a bracket expression such as `[!a-f[:digit:]]` stands for.
struct ByteSet: Equatable {
    private var members: [Bool] = Array(repeating: false, count: 256)

    /// Reads what follows the opening bracket up to the closing one and takes it off `rest`; `nil` where there is no
    /// closing bracket or an unknown class.
    init?(bracket rest: inout ArraySlice<UInt8>) {
        let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
        if isNegated { rest = rest.dropFirst() }
        var isFirst = true
        while let byte = rest.popFirst() {
            // A closing bracket in the first place is an ordinary member.
            if byte == UInt8(ascii: "]"), !isFirst {
                if isNegated { members = members.map { !$0 } }
                return
            }
            isFirst = false
            if byte == UInt8(ascii: "["), rest.first == UInt8(ascii: ":") {
                guard insertClass(&rest) else { return nil }
            } else if !insertRange(from: byte, &rest) {
                return nil
            }
        }
        return nil
    }

    func contains(_ byte: UInt8) -> Bool { members[Int(byte)] }

    /// A single byte, or a range where a hyphen follows that is not the last member. A range that runs backwards has
    /// only its first byte in it, as in git.
    private mutating func insertRange(from byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let first = Self.unescaped(byte, &rest) else { return false }
        var last = first
        if rest.first == UInt8(ascii: "-"), let next = rest.dropFirst().first, next != UInt8(ascii: "]") {
            rest = rest.dropFirst(2)
            guard let end = Self.unescaped(next, &rest) else { return false }
            last = end
        }
        members[Int(first)] = true
        if first < last {
            for member in first...last { members[Int(member)] = true }
        }
        return true
    }

    private static func unescaped(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt8? {
        byte == UInt8(ascii: "\\") ? rest.popFirst() : byte
    }

    /// A class such as `[:alpha:]`, of which the first bracket is read. Without its end, the bracket is a member.
    private mutating func insertClass(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
        guard rest[end - 1] == UInt8(ascii: ":"), end - 1 > rest.startIndex else {
            members[Int(UInt8(ascii: "["))] = true
            return true
        }
        let name = String(decoding: rest[(rest.startIndex + 1)..<(end - 1)], as: UTF8.self)
        guard let belongs = Self.classes[name] else { return false }
        rest = rest[(end + 1)...]
        for byte in UInt8.min...UInt8.max where belongs(byte) { members[Int(byte)] = true }
        return true
    }

    private static let classes: [String: @Sendable (UInt8) -> Bool] = [
        "alnum": { isDigit($0) || isLetter($0) },
        "alpha": { isLetter($0) },
        "blank": { $0 == 0x20 || $0 == 0x09 },
        "cntrl": { $0 < 0x20 || $0 == 0x7F },
        "digit": { isDigit($0) },
        "graph": { (0x21...0x7E).contains($0) },
        "lower": { (0x61...0x7A).contains($0) },
        "print": { (0x20...0x7E).contains($0) },
        "punct": { (0x21...0x7E).contains($0) && !isDigit($0) && !isLetter($0) },
        "space": { $0 == 0x20 || (0x09...0x0D).contains($0) },
        "upper": { (0x41...0x5A).contains($0) },
        "xdigit": { isDigit($0) || (0x61...0x66).contains($0 | 0x20) },
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
