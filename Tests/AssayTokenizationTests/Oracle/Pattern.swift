/// A regular expression of the kind that pre-tokenizer patterns are written in, parsed: the published text itself is
/// the oracle that the hand-written scanners are held against.
indirect enum Pattern: Sendable {
    case scalar(ScalarSet)
    case sequence([Pattern])
    case alternatives([Pattern])
    case repeated(Pattern, atLeast: Int, atMost: Int, possessive: Bool)
    case notFollowedBy(Pattern)
    case end

    init(_ text: String) {
        var parser = PatternParser(text)
        self = parser.alternatives(ignoringCase: false)
        precondition(parser.isAtEnd, "cannot read the whole of \(text)")
    }
}

/// A set of Unicode scalar values, in Unicode 16.0.
struct ScalarSet: Sendable {
    let contains: @Sendable (Unicode.Scalar) -> Bool

    static func one(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> ScalarSet {
        guard ignoringCase, scalar.properties.isAlphabetic else { return ScalarSet { $0 == scalar } }
        let folded = scalar.properties.lowercaseMapping
        return ScalarSet { $0.properties.lowercaseMapping == folded || (folded == "s" && $0 == "\u{17F}") }
    }

    static let whiteSpace = ScalarSet { $0.properties.isWhitespace }

    var inverted: ScalarSet { ScalarSet { !contains($0) } }

    /// A general category, or the group of them that one letter names.
    static func category(_ name: String) -> ScalarSet {
        ScalarSet { scalar in
            guard let age = scalar.properties.age, age <= (16, 0) else { return name.first == "C" }
            return shortName(scalar.properties.generalCategory).hasPrefix(name)
        }
    }

    private static func shortName(_ category: Unicode.GeneralCategory) -> String {
        switch category {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        default: "C"
        }
    }
}

private struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool { position == scalars.count }

    mutating func alternatives(ignoringCase: Bool) -> Pattern {
        var all = [sequence(ignoringCase)]
        while take("|") { all.append(sequence(ignoringCase)) }
        return all.count == 1 ? all[0] : .alternatives(all)
    }

    private mutating func sequence(_ ignoringCase: Bool) -> Pattern {
        var parts: [Pattern] = []
        while !isAtEnd, scalars[position] != "|", scalars[position] != ")" {
            parts.append(quantified(atom(ignoringCase)))
        }
        return .sequence(parts)
    }

    private mutating func quantified(_ atom: Pattern) -> Pattern {
        var bounds: (Int, Int)?
        if take("?") {
            bounds = (0, 1)
        } else if take("*") {
            bounds = (0, .max)
        } else if take("+") {
            bounds = (1, .max)
        } else if take("{") {
            let low = number()
            bounds = (low, take(",") ? number() : low)
            precondition(take("}"))
        }
        guard let bounds else { return atom }
        return .repeated(atom, atLeast: bounds.0, atMost: bounds.1, possessive: take("+"))
    }

    private mutating func atom(_ ignoringCase: Bool) -> Pattern {
        if take("(") {
            defer { precondition(take(")")) }
            precondition(take("?"))
            if take("!") { return .notFollowedBy(alternatives(ignoringCase: ignoringCase)) }
            if take(":") { return alternatives(ignoringCase: ignoringCase) }
            precondition(take("i") && take(":"))
            return alternatives(ignoringCase: true)
        }
        if take("$") { return .end }
        if take("[") { return .scalar(bracketed(ignoringCase)) }
        return .scalar(single(ignoringCase))
    }

    private mutating func bracketed(_ ignoringCase: Bool) -> ScalarSet {
        let inverted = take("^")
        var members: [ScalarSet] = []
        while !take("]") {
            let start = scalars[position]
            let member = single(ignoringCase)
            if start != "\\", position + 1 < scalars.count, scalars[position] == "-", scalars[position + 1] != "]" {
                position += 1
                let end = scalars[position]
                position += 1
                members.append(ScalarSet { (start...end).contains($0) })
            } else {
                members.append(member)
            }
        }
        let all = members
        let union = ScalarSet { scalar in all.contains { $0.contains(scalar) } }
        return inverted ? union.inverted : union
    }

    private mutating func single(_ ignoringCase: Bool) -> ScalarSet {
        let scalar = next()
        guard scalar == "\\" else { return .one(scalar, ignoringCase: ignoringCase) }
        switch next() {
        case "s": return .whiteSpace
        case "S": return ScalarSet.whiteSpace.inverted
        case "r": return .one("\r", ignoringCase: false)
        case "n": return .one("\n", ignoringCase: false)
        case "p":
            precondition(take("{"))
            var name = ""
            while !take("}") { name.unicodeScalars.append(next()) }
            return .category(name)
        case let escaped: return .one(escaped, ignoringCase: ignoringCase)
        }
    }

    private mutating func number() -> Int {
        var digits = ""
        while !isAtEnd, ("0"..."9").contains(scalars[position]) { digits.unicodeScalars.append(next()) }
        return Int(digits)!
    }

    private mutating func next() -> Unicode.Scalar {
        defer { position += 1 }
        return scalars[position]
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard !isAtEnd, scalars[position] == scalar else { return false }
        position += 1
        return true
    }
}
