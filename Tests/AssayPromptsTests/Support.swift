@testable import AssayPrompts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sample files beside the tests.
enum Fixtures {
    static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.joined(separator: "/") + "/Fixtures"
    }()

    /// A file's bytes; empty when it cannot be read, which every test that reads one notices.
    static func bytes(_ path: String) -> [UInt8] {
        guard let file = fopen(folder + "/" + path, "r") else { return [] }
        defer { fclose(file) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return result }
            result += buffer[..<count]
        }
    }

    /// The lines of a JSON Lines file.
    static func lines(_ path: String) throws -> [DataNode] {
        let source = bytes(path)
        return try JSONLines.ranges(source).map { try DataNode.json(source, in: $0) }
    }
}

/// Laws that hold for every document.
enum Invariants {
    /// Every breach, in words.
    static func breaches(_ document: PromptDocument) -> [String] {
        document.units.flatMap { breaches($0, document) }
    }

    private static func breaches(_ unit: PromptUnit, _ document: PromptDocument) -> [String] {
        var found: [String] = []
        let count = document.source.count
        func check(_ span: Range<Int>, _ what: String) {
            if span.lowerBound < 0 || span.upperBound > count { found.append("\(what) \(span) leaves the file") }
        }
        check(unit.span, "unit")
        var last = 0
        for message in unit.messages {
            check(message.span, "message")
            for segment in message.segments {
                check(segment.span, "segment")
                if segment.span.lowerBound < last { found.append("\(segment.kind) \(segment.span) overlaps \(last)") }
                last = max(last, segment.span.upperBound)
                if let block = segment.block, !unit.blocks.indices.contains(block) { found.append("no block \(block)") }
                found += mapBreaches(segment, document)
            }
        }
        for block in unit.blocks { check(block.span, "block") }
        return found
    }

    /// Offsets of decoded text grow with the source's and stay inside the segment.
    private static func mapBreaches(_ segment: Segment, _ document: PromptDocument) -> [String] {
        let text = document.text(of: segment)
        var previous = segment.span.lowerBound
        for offset in 0...text.bytes.count {
            let source = text.map.source(of: offset)
            if source < previous || source > segment.span.upperBound {
                return ["\(segment.kind) \(segment.span) maps \(offset) to \(source) behind \(previous)"]
            }
            previous = source
        }
        return []
    }
}

/// A seeded generator, so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        // SplitMix64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var result = state
        result = (result ^ (result >> 30)) &* 0xBF58_476D_1CE4_E5B9
        result = (result ^ (result >> 27)) &* 0x94D0_49BB_1331_11EB
        return result ^ (result >> 31)
    }
}

extension PromptDocument {
    /// The texts of all segments of a kind, in order.
    func texts(_ kind: Segment.Kind = .text) -> [String] {
        units.flatMap(\.segments).filter { $0.kind == kind }.map { text(of: $0).string }
    }
}
