/// A line of a unit's text and what it is for the reader.
struct TextLine: Sendable, Hashable {
    enum Kind: UInt8, Sendable {
        case blank
        case heading
        /// An entry of a list.
        case item
        case text
        /// A row of a table.
        case table
        /// Inside a fence, or written like data: JSON, braces, assignments.
        case code
        /// Nothing but tags: `<rules>`, `</rules>`.
        case tag
        /// Nothing but dashes, equal signs or the marks of a fence.
        case rule
    }

    /// Bytes of ``UnitText/bytes``, line break left out.
    var range: Range<Int>
    /// The range without indentation and list marker.
    var content: Range<Int>
    var kind: Kind
    /// Columns of indentation; a tab counts as four.
    var indentation: Int
    /// The level of a heading, from 1; 0 for other lines.
    var level: Int
    /// The message it stands in.
    var message: Int
}
