import AssayPrompts

/// What stands around calls of tools and their results inside messages.
///
/// No provider publishes it for its own models, and public templates differ, so it is a band: nothing at the least, and
/// for the point what the layout's usual template writes (the braces, keys and marks around a name and its arguments).
struct CallFraming {
    private let call: ScaledCount
    private let result: ScaledCount

    init(_ layout: ChatLayout) {
        func band(_ point: Int, _ high: Int) -> ScaledCount {
            ScaledCount(low: 0, point: point, high: high, method: .calibrated)
        }
        switch layout {
        case .openAI: (call, result) = (band(3, 12), band(2, 8))
        case .claude: (call, result) = (band(20, 60), band(10, 40))
        case .chatML: (call, result) = (band(12, 20), band(6, 10))
        case .template: (call, result) = (.zero, .zero)
        default: (call, result) = (band(6, 20), band(4, 20))
        }
    }

    func add(_ content: RequestContent, to framing: inout Framing) {
        for (index, message) in content.messages.enumerated() where framing.messages.indices.contains(index) {
            framing.messages[index] += call.times(message.calls) + result.times(message.results)
        }
    }
}

extension ScaledCount {
    /// The number so many times over; nothing where that is zero.
    func times(_ factor: Int) -> ScaledCount {
        guard factor > 0 else { return .zero }
        return ScaledCount(
            millionths: (
                low.saturatingMultiply(factor), point.saturatingMultiply(factor), high.saturatingMultiply(factor)
            ), method: method)
    }
}
