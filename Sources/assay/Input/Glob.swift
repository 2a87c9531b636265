/// A shell pattern over bytes, with git's rules: `*` and `?` stop at a slash, `**` between slashes does not.
struct Glob: Equatable {
    private var parts: [Part] = []

    private enum Part: Equatable {
        case byte(UInt8)
        /// `?`
        case anyByte
        /// `[a-z]`; never a slash.
        case set(ByteSet)
        /// `*`
        case star
        /// `**/`: no folder, one, or several.
        case folders
        /// `**` at the end: whatever is below.
        case everything
    }

    /// Reads a pattern; `nil` where it is malformed, so that it matches nothing.
    init?(_ pattern: ArraySlice<UInt8>) {
        var rest = pattern
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"):
                appendStars(&rest, isAtStart: parts.isEmpty || parts.last == .byte(Self.slash))
            case UInt8(ascii: "?"): parts.append(.anyByte)
            case UInt8(ascii: "["):
                guard let set = ByteSet(bracket: &rest) else { return nil }
                parts.append(.set(set))
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                parts.append(.byte(escaped))
            default: parts.append(.byte(byte))
            }
        }
    }

    private static let slash = UInt8(ascii: "/")

    /// Reads the stars behind the first one. Two of them between slashes cross folders; any others are one star.
    private mutating func appendStars(_ rest: inout ArraySlice<UInt8>, isAtStart: Bool) {
        let more = rest.prefix { $0 == UInt8(ascii: "*") }.count
        rest = rest.dropFirst(more)
        guard isAtStart || parts.last == .folders, more > 0 else { return parts.append(.star) }
        if rest.isEmpty {
            parts.append(.everything)
        } else if rest.first == Self.slash {
            rest = rest.dropFirst()
            parts.append(.folders)
        } else {
            parts.append(.star)
        }
    }

    /// Whether the whole of `text` matches. Quadratic in its length at worst, for any pattern: a later star makes the
    /// choices of an earlier one irrelevant, so only the last star and the last `**` are ever tried again.
    func matches(_ text: ArraySlice<UInt8>) -> Bool {
        var part = 0
        var position = text.startIndex
        var star: (part: Int, position: Int)?
        var folders: (part: Int, position: Int)?
        while true {
            if part < parts.count {
                switch parts[part] {
                case .everything:
                    return true
                case .star:
                    part += 1
                    star = (part, position)
                    continue
                case .folders:
                    part += 1
                    folders = (part, position)
                    star = nil
                    continue
                default:
                    if position < text.endIndex, matches(parts[part], text[position]) {
                        part += 1
                        position += 1
                        continue
                    }
                }
            } else if position == text.endIndex {
                return true
            }
            // A dead end: let the last star take one more byte, or else the last `**/` one more folder.
            if let last = star, last.position < text.endIndex, text[last.position] != Self.slash {
                part = last.part
                position = last.position + 1
                star = (part, position)
            } else if let last = folders, let next = text[last.position...].firstIndex(of: Self.slash) {
                part = last.part
                position = next + 1
                folders = (part, position)
                star = nil
            } else {
                return false
            }
        }
    }

    private func matches(_ part: Part, _ byte: UInt8) -> Bool {
        switch part {
        case .byte(let wanted): wanted == byte
        case .anyByte: byte != Self.slash
        case .set(let set): byte != Self.slash && set.contains(byte)
        default: false
        }
    }
}
