/// Reads choices off the start of an input; what is left is the data proper. An input that is too short reads as zeros.
struct FuzzInput {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isEmpty: Bool { rest.isEmpty }
    var data: [UInt8] { Array(rest) }

    mutating func byte() -> Int { rest.popFirst().map { Int($0) } ?? 0 }

    mutating func number() -> UInt32 {
        (0..<4).reduce(0) { number, _ in number << 8 | UInt32(byte()) }
    }
}

/// Stops the program, which is how the fuzzer learns that something is wrong.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}

/// The value of an expression that must not throw here.
func mustNotThrow<Value>(_ what: String, _ body: () throws -> Value) -> Value {
    do { return try body() } catch { fatalError("\(what): \(error)") }
}
