extension TokenCount {
    /// Each end less that of another count, never below zero.
    static func - (left: TokenCount, right: TokenCount) -> TokenCount {
        TokenCount(
            low: max(0, left.low - right.low), point: max(0, left.point - right.point),
            high: max(0, left.high - right.high), method: left.method)
    }

    /// Each end, but no more than that of another count.
    func clamped(to other: TokenCount) -> TokenCount {
        TokenCount(
            low: min(low, other.low), point: min(point, other.point), high: min(high, other.high),
            method: max(method, other.method))
    }
}
