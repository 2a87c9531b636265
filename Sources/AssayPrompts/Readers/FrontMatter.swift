/// The YAML block between `---` lines at the start of a file.
struct FrontMatter {
    /// The YAML between the markers.
    var yaml: Range<Int>
    /// From the first marker to the end of the last one's line.
    var span: Range<Int>

    /// Finds front matter. Comment lines and blank lines may stand before it when `allowsLeadingComments` is set, as
    /// licence headers do in dotprompt files.
    static func find(_ source: [UInt8], allowsLeadingComments: Bool = false) -> FrontMatter? {
        guard let opening = opening(source, allowsLeadingComments) else { return nil }
        var next = opening.upperBound
        while next < source.count {
            let line = lineRange(source, next)
            if isMarker(source, line) {
                return FrontMatter(
                    yaml: opening.upperBound..<line.lowerBound, span: opening.lowerBound..<line.upperBound)
            }
            next = line.upperBound
        }
        return nil
    }

    /// What is wrong with a file that starts like one with front matter and has no second line of `---`.
    static func problem(_ source: [UInt8], allowsLeadingComments: Bool = false) -> ReadProblem? {
        guard find(source, allowsLeadingComments: allowsLeadingComments) == nil,
            let opening = opening(source, allowsLeadingComments)
        else { return nil }
        return ReadProblem(
            tag: opening.lowerBound..<opening.lowerBound + 3,
            message: "the front matter is not closed by a line of `---`: all of it is text")
    }

    /// The line of the first marker.
    private static func opening(_ source: [UInt8], _ allowsLeadingComments: Bool) -> Range<Int>? {
        var offset = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while true {
            let line = lineRange(source, offset)
            if isMarker(source, line) { return line }
            guard allowsLeadingComments, line.upperBound < source.count, isSkipped(source, line) else { return nil }
            offset = line.upperBound
        }
    }

    /// The line at `offset` with its line break.
    private static func lineRange(_ source: [UInt8], _ offset: Int) -> Range<Int> {
        let end = source[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? source.count
        return offset..<end
    }

    private static func isMarker(_ source: [UInt8], _ line: Range<Int>) -> Bool {
        guard line.count >= 3, source[line.lowerBound..<line.lowerBound + 3].allSatisfy({ $0 == UInt8(ascii: "-") })
        else { return false }
        return source[line.lowerBound + 3..<line.upperBound].allSatisfy(ByteClass.isWhitespace)
    }

    private static func isSkipped(_ source: [UInt8], _ line: Range<Int>) -> Bool {
        source[line].first == UInt8(ascii: "#") || source[line].allSatisfy(ByteClass.isWhitespace)
    }
}
