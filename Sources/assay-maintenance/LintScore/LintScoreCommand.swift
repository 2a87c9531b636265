import ArgumentParser
import AssayJSON
import AssayLinting
import AssayPrompts
import AssayTokenization
import AssayVocabularies

/// `assay-maintenance lint-score FOLDER`: precision and recall of the linter's rules on labelled prompts.
struct LintScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint-score", abstract: "Measures the linter's rules on labelled prompts.",
        discussion: """
            FOLDER holds labels.jsonl, one object a line: path, rule, lines ([[first, last], …], from 1), verdict (Y \
            or N), scope (region or file), source (wild or mutant). A Y is found if a finding of the label's rules \
            overlaps its lines. An N is violated by a finding on its lines, or anywhere in the file if its scope is \
            the file. Precision is found / (found + violated), recall is found / (found + missed).
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: "The folder with labels.jsonl.")
    var folder: String

    @Option(help: "How the result is written.")
    var format: Format = .text

    @Flag(help: "Count findings of all rules whose ids begin with the same letters.")
    var category = false

    @Flag(help: "List the cases that were missed and the counterexamples that were violated.")
    var mistakes = false

    func run() throws {
        let report = try measure()
        switch format {
        case .text: print(report.text(listsMistakes: mistakes), terminator: "")
        case .json: print(report.json())
        }
    }

    /// Lints the labelled files and compares.
    func measure() throws -> LintScoreReport {
        let labels = folder + "/labels.jsonl"
        guard let bytes = readFile(labels) else { throw ValidationError("cannot read \(labels)") }
        let cases = try LabelledCase.read(bytes, path: labels)
        var report = LintScoreReport(countsCategory: category)
        let linter = Linter(tokenizer: Tokenizer(try VocabularyRegistry.vocabulary(named: "o200k_base")))
        let byPath = Dictionary(grouping: cases, by: \.path)
        for path in byPath.keys.sorted() { try score(path, byPath[path] ?? [], linter, &report) }
        return report
    }

    private func score(
        _ path: String, _ cases: [LabelledCase], _ linter: Linter, _ report: inout LintScoreReport
    ) throws {
        let full = folder + "/" + path
        guard let bytes = readFile(full) else { throw ValidationError("cannot read \(full)") }
        let parent = full.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let source = LintSource(path: path, bytes: bytes) { readFile(parent + "/" + $0) }
        let index = LineIndex(bytes)
        let findings = try linter.lint(source).map { (rule: $0.rule, lines: index.lines(of: $0.span)) }
        for labelled in cases { report.add(labelled, findings) }
    }
}
