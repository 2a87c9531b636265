/// The time for which a price holds: from an instant (included) to an instant (not included), either end open.
public struct Validity: Sendable, Hashable {
    public var from: UTCInstant?
    public var to: UTCInstant?

    public static let always = Validity()

    public init(from: UTCInstant? = nil, to: UTCInstant? = nil) {
        self.from = from
        self.to = to
    }

    public func contains(_ instant: UTCInstant) -> Bool {
        if let from, instant < from { return false }
        if let to, instant >= to { return false }
        return true
    }

    /// The part before an instant; nil when there is none.
    public func clipped(before end: UTCInstant) -> Validity? {
        if let from, from >= end { return nil }
        return Validity(from: from, to: to.map { min($0, end) } ?? end)
    }

    /// The part from an instant on; nil when there is none.
    public func clipped(from start: UTCInstant) -> Validity? {
        if let to, to <= start { return nil }
        return Validity(from: from.map { max($0, start) } ?? start, to: to)
    }

    /// Whether two times have an instant in common.
    public func overlaps(_ other: Validity) -> Bool {
        if let to, let start = other.from, to <= start { return false }
        if let from, let end = other.to, end <= from { return false }
        return true
    }
}
