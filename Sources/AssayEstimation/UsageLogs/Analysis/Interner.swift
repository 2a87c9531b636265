/// Gives equal values one small number, so that a million entries hold a few names.
struct Interner<Value: Hashable> {
    private var places: [Value: Int32] = [:]
    private(set) var values: [Value] = []

    mutating func place(_ value: Value) -> Int32 {
        if let place = places[value] { return place }
        let place = Int32(clamping: values.count)
        places[value] = place
        values.append(value)
        return place
    }

    subscript(place: Int32) -> Value { values[Int(place)] }
}
