/// A sentence of a unit's text, or a line that stands for one: a heading, an entry of a list.
struct Sentence: Sendable, Hashable {
    /// Bytes of ``UnitText/bytes``, from the first word to the closing mark.
    var range: Range<Int>
    /// Its words among ``UnitWords/words``.
    var words: Range<Int>
    /// The kind of line it starts in.
    var kind: TextLine.Kind
    /// Number of the paragraph or list entry it belongs to.
    var paragraph: Int
    /// Number of the list it is an entry of; entries follow each other without text between them.
    var list: Int?
    /// Bytes of a label in front of it (`score:`), which is not part of `range`.
    var label: Range<Int>?
    /// The message it stands in.
    var message: Int
    /// Index of the block around it.
    var block: Int?
    /// Whether it is a part of a demonstration or of a conversation that is shown.
    var isExample: Bool
}
