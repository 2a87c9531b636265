import AssayPrompts

/// Decides which files of a folder are prompts, to be linted, compared and priced. A file that the user names himself always is.
enum PromptCandidate {
    /// Whether a file of this name may hold a prompt.
    static func isCandidate(_ path: FilePath) -> Bool {
        let name = lowercasedName(path)
        if names.contains(name) { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last, extensions.contains(String(last)) else { return false }
        let stem = parts.first.map(String.init) ?? ""
        return !others.contains(stem) && !otherNames.contains(name)
    }

    /// Whether a file lies in a folder of what others wrote or a tool made: packages, virtual environments, builds.
    ///
    /// - Parameter path: from the folder on that is walked, so that one that is named itself is looked at.
    static func isForeign(_ path: FilePath) -> Bool {
        path.bytes.split(separator: UInt8(ascii: "/")).dropLast()
            .contains { foreign.contains(String(decoding: $0, as: UTF8.self)) }
    }

    private static let foreign: Set<String> = [
        ".build", ".swiftpm", "DerivedData", "Pods", "node_modules", ".next", ".venv", "venv", "site-packages", "__pycache__",
        ".tox", ".mypy_cache",
    ]

    /// Whether a file of a folder, once its format is known, is left alone: data that is no known kind of prompt.
    static func isLeftAlone(_ path: FilePath, _ format: PromptFormat) -> Bool {
        format == .plain && (isData(path) || lowercasedName(path).hasSuffix(".xml"))
    }

    /// Whether a file's name says that it is JSON or YAML.
    static func isData(_ path: FilePath) -> Bool { dataExtensions.contains { lowercasedName(path).hasSuffix($0) } }

    private static func lowercasedName(_ path: FilePath) -> String {
        String(decoding: path.lastComponent, as: UTF8.self).lowercased()
    }

    private static let names: Set<String> = [".cursorrules", ".windsurfrules", ".clinerules"]

    private static let extensions: Set<String> = [
        "txt", "text", "md", "markdown", "mdc", "mdx", "jinja", "jinja2", "j2", "mustache", "hbs", "handlebars",
        "prompty", "prompt", "baml", "yaml", "yml", "json", "jsonl", "ndjson", "py", "pyi", "ts", "tsx", "js", "jsx",
        "mjs", "cjs", "mts", "cts", "swift", "liquid", "tmpl", "tpl", "xml",
    ]

    private static let dataExtensions = [".json", ".jsonl", ".ndjson", ".yaml", ".yml"]

    /// Documents for people, by the name before the first dot.
    private static let others: Set<String> = [
        "readme", "changelog", "changes", "license", "licence", "copying", "notice", "contributing", "code_of_conduct",
        "security", "authors", "history",
    ]

    private static let otherNames: Set<String> = ["requirements.txt", "robots.txt", "cmakelists.txt", "package.swift"]
}
