import Foundation
import PackagePlugin

/// Lints the prompt files of a target whenever one of them, or the configuration, has changed since the last build.
/// Findings are shown as the compiler's warnings are; only findings of severity error fail the build.
@main
struct LintPromptsOnBuild: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        guard let target = target as? SourceModuleTarget else { return [] }
        // The target's own Swift files are among them: prompts stand in code too.
        let prompts = target.sourceFiles.map(\.url).filter { Self.endings.contains($0.pathExtension.lowercased()) }
        guard !prompts.isEmpty else { return [] }
        let stamp = context.pluginWorkDirectoryURL.appending(path: "LintedPrompts.swift")
        let tool = try context.tool(named: "assay")
        return [
            .buildCommand(
                displayName: "Linting the prompts of \(target.name)", executable: tool.url,
                // The folder, not its files: the tool knows which of them are prompts, and which are left out.
                arguments: [
                    "lint", target.directoryURL.path, "--format", "concise", "--severity", "warning",
                    "--fail-on", "error", "--no-cache", "--stamp", stamp.path,
                ],
                inputFiles: prompts + configurations(from: target.directoryURL, to: context.package.directoryURL),
                outputFiles: [stamp])
        ]
    }

    /// The configurations that speak for a folder of the package, and the folders themselves: a configuration that is
    /// new changes its folder.
    private func configurations(from folder: URL, to root: URL) -> [URL] {
        var result: [URL] = []
        var next = folder.standardizedFileURL
        while next.path.hasPrefix(root.standardizedFileURL.path) {
            result.append(next)
            for name in [".assay.yml", ".assay.yaml"] {
                let file = next.appending(path: name)
                if FileManager.default.fileExists(atPath: file.path) { result.append(file) }
            }
            let parent = next.deletingLastPathComponent()
            if parent == next { break }
            next = parent
        }
        return result
    }

    private static let endings: Set<String> = [
        "baml", "handlebars", "hbs", "j2", "jinja", "jinja2", "json", "jsonl", "markdown", "md", "mdc", "mustache",
        "prompt", "prompty", "swift", "tmpl", "tpl", "txt", "yaml", "yml",
    ]
}
