/// What an expression writes where it is interpolated: the names whose values it goes through, and whether it makes a set.
/// What is sorted, measured, asked for or looked up in has no order to lose.
struct WrittenValues {
    /// Names and members, as they are written.
    private(set) var names: [String] = []
    private(set) var makesSet = false

    /// What stands between two brackets.
    private struct Level {
        var close: UInt8
        /// Nothing in it is written in its order.
        var isSilent: Bool
        /// `for x in` was begun.
        var isIterating = false
        /// Behind `if`, up to `else`.
        var isCondition = false
        /// What follows `in` is looked in.
        var isMembership = false
        var isBrace = false
        var hasColon = false
        var holdsMany = false
    }

    private let bytes: [UInt8]
    private let isPython: Bool
    private var levels = [Level(close: 0, isSilent: false)]

    /// Complexity: O(n) in the bytes of the expression.
    init(_ expression: String, isPython: Bool) {
        bytes = Array(expression.utf8)
        self.isPython = isPython
        var index = 0
        while index < bytes.count { index = read(index) }
    }

    private mutating func read(_ index: Int) -> Int {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): return end(ofText: index)
        case UInt8(ascii: "("): open(UInt8(ascii: ")"), callee: nil)
        case UInt8(ascii: "["): open(UInt8(ascii: "]"), callee: nil)
        case UInt8(ascii: "{"): open(UInt8(ascii: "}"), callee: nil)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close(byte)
        case UInt8(ascii: ":"): levels[levels.count - 1].hasColon = true
        case UInt8(ascii: ","): levels[levels.count - 1].holdsMany = true
        default:
            if Self.isNameByte(byte), byte & 0xF0 != 0x30 { return name(index) }
            // Digits, and what stands behind them, name nothing.
            if Self.isNameByte(byte) { return bytes[index...].firstIndex { !Self.isNameByte($0) } ?? bytes.count }
        }
        return index + 1
    }

    private func end(ofText start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != bytes[start] { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return index + 1
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
        default: false
        }
    }

    // MARK: Brackets

    private var isSilent: Bool {
        levels[levels.count - 1].isSilent || levels[levels.count - 1].isCondition || levels[levels.count - 1].isMembership
    }

    private mutating func open(_ close: UInt8, callee: Substring?) {
        let isMeasure = callee.map { Self.measures.contains($0) } ?? false
        var level = Level(close: close, isSilent: isSilent || isMeasure)
        level.isBrace = close == UInt8(ascii: "}")
        levels[levels.count - 1].isMembership = false
        levels.append(level)
    }

    private mutating func close(_ byte: UInt8) {
        guard levels.count > 1, let level = levels.last, level.close == byte else { return }
        levels.removeLast()
        // One entry has an order, and `{a: b}` keeps that in which it was written.
        if level.isBrace, isPython, level.holdsMany, !level.hasColon, !level.isSilent { makesSet = true }
    }

    /// What is asked of a set, or puts it in order.
    private static let measures: Set<Substring> = [
        "sorted", "len", "min", "max", "sum", "any", "all", "bool", "isinstance", "sort", "count",
    ]

    // MARK: Names

    private mutating func name(_ start: Int) -> Int {
        var end = start
        while end < bytes.count, Self.isNameByte(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
        let path = String(decoding: bytes[start..<end], as: UTF8.self)
        if keyword(path) { return end }
        let next = end < bytes.count ? bytes[end] : 0
        let isMember = start > 0 && bytes[start - 1] == UInt8(ascii: ".")
        if next == UInt8(ascii: "(") {
            let callee = path.split(separator: ".").last ?? ""
            if !isMember { call(path, callee) }
            open(UInt8(ascii: ")"), callee: callee)
            return end + 1
        }
        if next != UInt8(ascii: "["), !isMember, !isSilent { names.append(path) }
        levels[levels.count - 1].isMembership = false
        return end
    }

    private mutating func call(_ path: String, _ callee: Substring) {
        guard !isSilent else { return }
        if path == "set" || path == "frozenset" || path == "Set" { makesSet = isPython || path == "Set" || makesSet }
        // Another set, of the same entries among others.
        if Self.copies.contains(callee) { names.append(String(path.dropLast(callee.utf8.count + 1))) }
    }

    private static let copies: Set<Substring> = ["copy", "union", "difference", "intersection", "joined"]

    /// Notes what a keyword says of what stands behind it.
    private mutating func keyword(_ word: String) -> Bool {
        let last = levels.count - 1
        switch word {
        case "for":
            (levels[last].isIterating, levels[last].isCondition, levels[last].holdsMany) = (true, false, true)
        case "in":
            levels[last].isMembership = !levels[last].isIterating
            levels[last].isIterating = false
        case "if": levels[last].isCondition = true
        case "else": levels[last].isCondition = false
        case "and", "or", "not", "is", "lambda": break
        default: return false
        }
        return true
    }
}
