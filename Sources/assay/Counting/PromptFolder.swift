import AssayPrompts

/// The files beside a prompt, by the paths that prompts give.
struct PromptFolder: Sendable {
    private let folder: FilePath?
    /// The name of the prompt's own file.
    let name: String?
    /// A prompt or a set of values is not longer; a device or a dump named by mistake is.
    private static let maximumSize = 16 << 20

    /// - Parameter path: the prompt's file; nil for standard input, whose files lie in the working folder.
    init(beside path: FilePath?) {
        folder = path?.parent
        name = path.map { String(decoding: $0.lastComponent, as: UTF8.self) }
    }

    /// The file's bytes, or nil where there is no such plain file of a sensible size.
    func read(_ name: String) -> [UInt8]? {
        guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
        let file = name.hasPrefix("/") ? FilePath(name) : folder.map { $0.appending(name) } ?? FilePath(name)
        guard let status = try? FileStatus(file, followsLinks: true), status.kind == .file,
            status.size <= Self.maximumSize
        else { return nil }
        return (try? SmallFile.read(file)) ?? nil
    }

    /// A template under the name it is included by: as it is, or as a partial is named.
    func template(_ name: String) -> [UInt8]? {
        if let bytes = read(name) { return bytes }
        guard !name.contains(".") else { return nil }
        let names = [
            "\(name).hbs", "\(name).handlebars", "\(name).mustache", "_\(name).prompt", "\(name).jinja2", "\(name).j2",
        ]
        return names.lazy.compactMap { read($0) }.first
    }

    /// The folder of a file in this one.
    func folder(of name: String) -> PromptFolder {
        guard name.contains("/") else { return self }
        return PromptFolder(
            beside: name.hasPrefix("/") ? FilePath(name) : folder.map { $0.appending(name) } ?? FilePath(name))
    }
}
