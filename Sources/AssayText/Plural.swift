/// A number with its noun: `1 call`, `2 calls`, `+1 token`.
///
/// - Parameters:
///   - number: as it is shown; a text that is not `1` is more than one.
///   - many: the noun's plural, where it is not the noun with an `s`.
package func plural(_ number: some CustomStringConvertible, _ one: String, _ many: String? = nil) -> String {
    let text = number.description
    let isOne = text == "1" || text == "+1" || text == "-1"
    return "\(text) \(isOne ? one : many ?? one + "s")"
}
