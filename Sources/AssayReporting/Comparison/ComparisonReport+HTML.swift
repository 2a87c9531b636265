extension ComparisonReport {
    public func html() -> String { "" }
}
