/// Requests one a line: OpenAI batch and fine-tuning files, and the batch files of other providers.
///
/// A line that is no JSON is reported and the others are read.
enum RequestLinesReader {
    static func read(into document: inout PromptDocument) {
        let source = document.source
        var oddities = RequestOddities()
        defer { document.omissions += oddities.notes }
        for (number, line) in JSONLines.ranges(source).enumerated() {
            guard document.problems.count < JSONLines.maximumProblems else {
                document.problems.append(
                    ReadProblem(offset: line.lowerBound, message: "too many broken lines; the rest was not read"))
                return
            }
            do throws(ReadError) {
                let node = try DataNode.json(source, in: line, repeated: &oddities.repeatedKey)
                oddities.look(at: RequestReader.request(in: node))
                let name = node["custom_id"]?.string ?? node["key"]?.string ?? "line \(number + 1)"
                let unit = RequestReader.unit(node, format: document.format, name: name, source: source)
                if unit.messages.isEmpty {
                    document.problems.append(
                        ReadProblem(offset: line.lowerBound, message: "this line holds no messages", isEmpty: true))
                } else {
                    document.units.append(unit)
                }
            } catch {
                document.problems.append(ReadProblem(offset: error.offset, message: error.message))
            }
        }
    }
}

/// The lines of a JSON Lines file.
enum JSONLines {
    /// After so many broken lines a file is no JSON Lines.
    static let maximumProblems = 100

    /// Ranges of lines that are not blank, without their line breaks. Complexity: O(n).
    static func ranges(_ source: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        source.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let end = LineScanner.end(of: bytes, from: start)
                if bytes[start..<end].contains(where: { !ByteClass.isWhitespace($0) }) { result.append(start..<end) }
                start = end + 1
            }
        }
        return result
    }
}
