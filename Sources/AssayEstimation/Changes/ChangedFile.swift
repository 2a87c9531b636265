import AssayPrompts

/// A file as it was, or as it is.
public struct ChangedFile: Sendable {
    /// The path that tells files apart: two files with the same path are two versions of one.
    public var path: String
    public let document: PromptDocument
    /// Each change has a place.
    let places: SourcePlaces

    public init(path: String, document: PromptDocument) {
        self.path = path
        self.document = document
        places = SourcePlaces(document.source)
    }
}

/// A unit of one of several files, by its place in the lists.
public struct UnitIndex: Sendable, Hashable {
    public var file: Int
    public var unit: Int

    public init(file: Int, unit: Int) {
        self.file = file
        self.unit = unit
    }
}

/// Two versions of a unit, or one where the other does not exist.
public struct UnitPair: Sendable, Hashable {
    /// What says that they are the same unit.
    public enum Basis: String, Sendable {
        /// The same path and the same name, or the same place in the file where it has none.
        case identity
        /// The same name in a file that was renamed.
        case rename
        /// The same or nearly the same text elsewhere.
        case content
    }

    public var before: UnitIndex?
    public var after: UnitIndex?
    public var basis: Basis
    /// Whether both send the same.
    public var isSame: Bool
}
