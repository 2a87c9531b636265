import AssayEstimation
import AssayPrompts

/// One row of a report on prompts: a unit or a part of one.
struct DocumentRow {
    /// What the row stands for, beside its unit.
    enum Part {
        case unit
        case message(Role)
        case segment(Segment.Kind, excerpt: String)
        case kind(Segment.Kind)
        /// A language in a script, where they can be told.
        case language(LanguageTag?, script: String?)
    }

    var part: Part
    /// The unit's name; empty for a whole file, and where rows stand for a file.
    var unit = ""
    /// The file that holds the text, where it is not the row's own file.
    var source: String?
    /// Where it starts, from 1.
    var position: LineIndex.Position?
    /// The values that fill it.
    var fixture: String?
    /// Bytes of the text that is known.
    var bytes = 0
    var counts: [TokenCount]

    /// The part in a word.
    var label: String {
        switch part {
        case .unit: ""
        case .message(let role): role == .unspecified ? "text" : role.name
        case .segment(let kind, _), .kind(let kind): kind.label
        case .language(let language, _): language?.description ?? "none"
        }
    }

    /// The ISO 15924 code of a language's script.
    var script: String? {
        if case .language(_, let script) = part { script } else { nil }
    }
}

extension Segment.Kind {
    /// The name that reports show.
    var label: String { self == .toolDefinition ? "tool" : rawValue }
}

/// What was counted in one file that was read as a prompt.
struct DocumentCount {
    var path: FilePath
    var format: PromptFormat
    var bytes: Int
    var rows: [DocumentRow]
    var counts: [TokenCount]
    /// Units, and those of them of which parts are assumed.
    var units = 0
    var openUnits = 0
    var images = 0
}
