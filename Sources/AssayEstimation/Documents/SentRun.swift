import AssayPrompts

/// A stretch of a message: text that is known, a program's constants among it, or a value that is not.
struct SentRun {
    /// A segment's part of a run.
    struct Part {
        /// Index of the segment in its message.
        var segment: Int
        /// Where its text lies in the run.
        var range: Range<Int>
    }

    /// Text of neighbouring segments; empty for a value.
    var bytes: [UInt8] = []
    var parts: [Part] = []
    var isValue = false
    /// The innermost block around the run.
    var block: Int?

    /// The runs of a message. Text on both sides of a tag that sends nothing is one run, as it is one text when it is
    /// sent; where blocks begin and end runs do too. Complexity: O(n) in the text.
    static func runs(of message: PromptMessage, in document: PromptDocument) -> [SentRun] {
        let joins = document.format.joinsSegments
        var runs: [SentRun] = []
        for (index, segment) in message.segments.enumerated() where segment.isSent && segment.kind != .image {
            if segment.isOpenValue {
                let part = Part(segment: index, range: 0..<0)
                runs.append(SentRun(parts: [part], isValue: true, block: segment.block))
                continue
            }
            let text = segment.constant ?? document.text(of: segment).bytes
            guard !text.isEmpty else { continue }
            if joins, segment.kind != .toolDefinition, let last = runs.last, !last.isValue, last.block == segment.block {
                runs[runs.count - 1].append(text, segment: index)
            } else {
                var run = SentRun(block: segment.block)
                run.append(text, segment: index)
                runs.append(run)
            }
        }
        return runs
    }

    private mutating func append(_ text: [UInt8], segment: Int) {
        parts.append(Part(segment: segment, range: bytes.count..<bytes.count + text.count))
        bytes += text
    }
}

extension PromptFormat {
    /// Whether neighbouring segments of a message are one text. In requests and logs they are blocks of their own.
    var joinsSegments: Bool {
        switch self {
        case .openaiChat, .openaiResponses, .openaiBatch, .openaiFineTune, .anthropic, .gemini, .session,
            .openTelemetry:
            false
        default: true
        }
    }
}
