/// What one file may hold, so that memory stays in proportion to what prompts are: a file beyond it is data.
enum ReadLimits {
    /// Values of a JSON or YAML file; each takes about a hundred bytes.
    static let values = 4_000_000
    /// Tags and variables of a template.
    static let tags = 1_000_000
    /// Blocks of a template inside each other, read or rendered. Python, which runs Jinja2, ends at about 100.
    static let nesting = 60
    /// Names, strings and symbols of a program.
    static let tokens = 8_000_000

    static func check(values count: Int, at offset: Int) throws(ReadError) {
        guard count > values else { return }
        throw ReadError(
            offset: offset, message: "more than \(values) values: this is data, not a prompt; take a part of the file")
    }

    /// The part of a template up to its last tag that is allowed; the problem says that the rest was not read.
    /// Complexity: O(n), one look at each byte.
    static func part(
        of bytes: [UInt8], in range: Range<Int>, opener: UInt8
    ) -> (range: Range<Int>, problem: ReadProblem?) {
        guard range.count > tags else { return (range, nil) }
        var seen = 0
        let stop: Int? = bytes.withUnsafeBufferPointer { bytes in
            for offset in range where bytes[offset] == opener {
                seen += 1
                // Two openers make a tag in most syntaxes.
                if seen > 2 * tags { return offset }
            }
            return nil
        }
        guard let stop else { return (range, nil) }
        return (
            range.lowerBound..<stop,
            ReadProblem(offset: stop, message: "more than \(tags) tags: the rest was not read")
        )
    }
}
