import ArgumentParser

/// A choice among names that stand for themselves. It says its names without the parser's key paths, which are a thirteenth of
/// what `assay count` does until a small file is counted.
protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension NamedChoice {
    public static var allValueStrings: [String] { allCases.map { $0.rawValue } }
    public static var allValueDescriptions: [String: String] { [:] }
}
