import AssayVocabularies

/// Names that look like a mistyped one.
enum Nearest {
    static func names(to name: String, among names: [String]) -> [String] {
        NearestNames.nearest(to: name, among: names)
    }
}
