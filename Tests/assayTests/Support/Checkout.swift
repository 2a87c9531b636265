/// The repository that the tests are of.
enum Checkout {
    /// Its folder, from the root of the file system on.
    static let root = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/")
}
