/// Access to files, as ``VocabularyStore`` needs it. The library itself touches no files.
public protocol VocabularyFiles: Sendable {
    /// The bytes of a file; nil where there is none.
    ///
    /// - Throws: an error that says what is wrong, such as a missing right.
    func read(_ path: String) throws -> [UInt8]?

    /// A file's bytes as part of memory, from an address that is a multiple of 64; nil where there is no file or it
    /// cannot be had that way. It is then read.
    func map(_ path: String) -> MappedBytes?

    /// Writes a file so that it appears whole or not at all, and makes the folders it needs.
    func write(_ bytes: [UInt8], to path: String) throws

    /// Removes a file, or a folder that is empty. One that is not there is no error.
    func remove(_ path: String) throws

    /// The names of what is in a folder, in any order; none where there is no such folder.
    func names(in folder: String) throws -> [String]
}

/// A file's bytes as part of memory.
public struct MappedBytes {
    public var bytes: UnsafeRawBufferPointer
    /// Keeps the bytes there as long as it lives.
    public var owner: AnyObject

    public init(bytes: UnsafeRawBufferPointer, owner: AnyObject) {
        self.bytes = bytes
        self.owner = owner
    }
}

extension VocabularyFiles {
    /// Files are read unless there is a better way.
    public func map(_ path: String) -> MappedBytes? { nil }
}
