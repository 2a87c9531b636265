extension JSONValue {
    /// The number of elements of an array or members of an object; zero for any other value.
    public var count: Int { node.count }

    /// The elements of an array, in order; empty for any other value.
    public var elements: Elements {
        Elements(storage: storage, index: index + 1, remaining: kind == .array ? count : 0)
    }

    /// The members of an object, in order and with duplicate keys as they are; empty for any other value.
    public var members: Members {
        Members(storage: storage, index: index + 1, remaining: kind == .object ? count : 0)
    }

    /// The value of the last member with this key, as most readers of JSON choose; nil when there is none.
    ///
    /// - Complexity: O(members).
    public subscript(key: String) -> JSONValue? {
        guard kind == .object else { return nil }
        var key = key
        return key.withUTF8 { storage.lastMember($0, of: index) }.map { JSONValue(storage: storage, index: $0) }
    }

    /// The element at a position; nil when there is none.
    ///
    /// - Complexity: O(`position`); iterate over ``elements`` to see them all.
    public subscript(position: Int) -> JSONValue? {
        guard position >= 0, position < elements.remaining else { return nil }
        return elements.dropFirst(position).first { _ in true }
    }

    /// The elements of an array.
    public struct Elements: Sequence, IteratorProtocol, Sendable {
        let storage: JSONStorage
        var index: Int
        var remaining: Int

        public var underestimatedCount: Int { remaining }

        public mutating func next() -> JSONValue? {
            guard remaining > 0 else { return nil }
            remaining -= 1
            let value = JSONValue(storage: storage, index: index)
            index = Int(value.node.next)
            return value
        }
    }

    /// The members of an object.
    public struct Members: Sequence, IteratorProtocol, Sendable {
        let storage: JSONStorage
        var index: Int
        var remaining: Int

        public var underestimatedCount: Int { remaining }

        /// The next key, which is a string, and its value.
        public mutating func next() -> (key: JSONValue, value: JSONValue)? {
            guard remaining > 0 else { return nil }
            remaining -= 1
            let key = JSONValue(storage: storage, index: index)
            let value = JSONValue(storage: storage, index: index + 1)
            index = Int(value.node.next)
            return (key, value)
        }
    }
}
