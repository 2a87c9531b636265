import AssayPrompts

/// A line of a file as a terminal shows it, cut to a width, with the place that is marked.
struct SourceExcerpt {
    /// The visible part of the line; control characters are shown as `·`, so that no file drives the terminal.
    var text: String
    /// Columns before the mark, as a terminal counts them.
    var indentation: Int
    /// Columns that the mark covers; at least 1.
    var width: Int

    /// - Parameter columns: the widest text.
    init(_ line: String, from start: Int, to end: Int, columns: Int = 100) {
        let scalars = Array(line.unicodeScalars)
        let first = min(max(0, start), scalars.count)
        // A mark far to the right moves the window along.
        let lower = first > columns - 20 ? first - 20 : 0
        let upper = min(scalars.count, lower + columns)
        text = (lower > 0 ? "…" : "") + Self.shown(scalars[lower..<upper]) + (upper < scalars.count ? "…" : "")
        indentation = (lower > 0 ? 1 : 0) + Self.columns(scalars[lower..<max(lower, min(first, upper))])
        let last = min(max(first, end), upper)
        width = max(1, Self.columns(scalars[min(first, last)..<last]))
    }

    private static func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            text.append(scalar == "\t" ? " " : isControl ? "·" : scalar)
        }
        return String(text)
    }

    /// How many columns characters take: two for those of East Asia and for emoji, none for marks.
    private static func columns(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
        scalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: sum
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
                0x1F300...0x1FAFF, 0x20000...0x3FFFD:
                sum + 2
            default: sum + 1
            }
        }
    }
}
