/// What the published pre-tokenizer patterns tell apart about a character: its general category, folded.
///
/// The classes are those of Unicode 16.0, the version of both reference engines: tiktoken 0.14 and Hugging Face
/// tokenizers 0.23 agree with it, and with each other, on the general category of every Unicode scalar value and on
/// `\s`. Raw values are those of the generated table.
public enum CharacterClass: UInt8, Sendable, CaseIterable {
    /// Control, format, private use, unassigned: `\p{C}` outside white space.
    case other = 0
    /// `\p{Lu}` and `\p{Lt}`.
    case upperLetter = 1
    /// `\p{Ll}`.
    case lowerLetter = 2
    /// `\p{Lm}` and `\p{Lo}`: letters without case.
    case uncasedLetter = 3
    /// `\p{M}`.
    case mark = 4
    /// `\p{N}`.
    case number = 5
    /// `\s` apart from the two newlines.
    case whiteSpace = 6
    /// Carriage return and line feed.
    case newline = 7
    /// `\p{P}`.
    case punctuation = 8
    /// `\p{S}`.
    case symbol = 9
}
