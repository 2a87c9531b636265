import AssayPrompts

/// Any bytes as a prompt file: the first byte chooses the format, or leaves it to detection.
enum PromptsTarget {
    private static let formats = PromptFormat.allCases

    static func run(_ bytes: [UInt8]) -> Int32 {
        var input = FuzzInput(bytes)
        let choice = input.byte() % (formats.count + 1)
        let source = input.data
        do {
            let document = try PromptReader.read(source, as: choice < formats.count ? formats[choice] : nil)
            for problem in document.problems {
                require((0...source.count).contains(problem.offset), "a problem outside the file: \(problem)")
            }
            for unit in document.units { check(unit, document) }
        } catch {
            require((0...source.count).contains(error.offset), "an error outside the file: \(error)")
        }
        return 0
    }

    private static func check(_ unit: PromptUnit, _ document: PromptDocument) {
        var last = 0
        for segment in unit.messages.flatMap(\.segments) {
            require(segment.span.lowerBound >= last, "segments overlap at \(segment.span)")
            require(segment.span.upperBound <= document.source.count, "a segment leaves the file: \(segment.span)")
            last = segment.span.upperBound
            let text = document.text(of: segment)
            var previous = segment.span.lowerBound
            for offset in 0...text.bytes.count {
                let place = text.map.source(of: offset)
                require(place >= previous && place <= last, "\(offset) of \(segment.span) maps to \(place)")
                previous = place
            }
            if let block = segment.block { require(unit.blocks.indices.contains(block), "no block \(block)") }
        }
        for first in unit.segments.prefix(8) {
            for second in unit.segments.suffix(8) { _ = unit.areExclusive(first, second) }
        }
        let limits = JinjaTemplate.Limits(steps: 20_000, outputBytes: 1 << 20, depth: 50)
        _ = UnitRenderer(document, limits: limits).render(unit, values: [("x", ["a": [1, "b"]]), ("items", [1, 2])])
    }
}
