/// Something that is looked for in prompts. One rule is one file under `Rules/<Category>/`, and one line in
/// ``RuleRegistry``.
///
/// A rule works on the prompt model and on what ``UnitAnalysis`` derives from it, never on raw text; it reads no file,
/// no clock and no environment, and prints nothing.
public protocol Rule: Sendable {
    static var description: RuleDescription { get }

    init()

    /// What the rule finds in one unit: text that is sent together in one request.
    func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding]

    /// What the rule finds in a file; the findings of its units unless the rule says otherwise.
    func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding]
}

extension Rule {
    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] { [] }

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        document.units.flatMap { unit in
            check(unit, options).map { finding in
                var finding = finding
                finding.unit = finding.unit ?? unit.index
                return finding
            }
        }
    }
}
