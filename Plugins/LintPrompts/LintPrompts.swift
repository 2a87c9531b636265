import Foundation
import PackagePlugin

/// `swift package lint-prompts`: runs `assay lint` over the package, or over the paths that are given. All arguments
/// are those of `assay lint`.
@main
struct LintPrompts: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) throws {
        let tool = try context.tool(named: "assay")
        let process = Process()
        process.executableURL = tool.url
        process.arguments = ["lint"] + (hasPath(arguments) ? arguments : arguments + ["."])
        // The sandbox lets a plugin write nowhere but in its own folder.
        if !arguments.contains("--no-cache") { process.arguments?.append("--no-cache") }
        process.currentDirectoryURL = context.package.directoryURL
        try process.run()
        process.waitUntilExit()
        // The status is the tool's: 1 for findings, 2 for what could not be done.
        if process.terminationReason == .exit { exit(process.terminationStatus) }
        Diagnostics.error("assay ended by signal \(process.terminationStatus)")
    }

    /// Whether one of the arguments is a path, and not an option or its value.
    private func hasPath(_ arguments: [String]) -> Bool {
        var isValue = false
        for argument in arguments {
            if isValue {
                isValue = false
            } else if argument.hasPrefix("-"), argument != "-" {
                isValue = !argument.contains("=") && !Self.flags.contains(argument)
            } else {
                return true
            }
        }
        return false
    }

    /// Options without a value.
    private static let flags: Set<String> = [
        "--diff", "--fix", "--help", "-h", "--no-cache", "--no-config", "--statistics", "--unsafe-fixes",
        "--update-baseline", "--version",
    ]
}
