import AssayTokenization
import AssayVocabularies
import Glibc

/// The fixed workload whose instructions `Benchmarks/instructions` counts: for each vocabulary and file given, ids and
/// then counts, each by a new tokenizer. Arguments: vocabularies, `--`, files.
@main
enum AssayWorkload {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        for vocabulary in arguments.prefix(while: { $0 != "--" }) {
            for path in arguments.drop(while: { $0 != "--" }).dropFirst() {
                let text = read(path)
                for counts in [false, true] {
                    let workload = Workload(
                        tokenizer: Tokenizer(try VocabularyRegistry.vocabulary(named: vocabulary)), text: text,
                        counts: counts)
                    print(vocabulary, path, counts ? "count" : "ids", measuredWorkload(workload))
                }
            }
        }
    }

    private static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { fatalError("cannot open \(path)") }
        defer { fclose(file) }
        var text = [UInt8](repeating: 0, count: 1 << 20)
        let size = fread(&text, 1, text.count, file)
        return Array(text[..<size])
    }
}

struct Workload {
    var tokenizer: Tokenizer
    var text: [UInt8]
    var counts: Bool

    /// Documents of about 16 KB, as in the comparison.
    func run() -> Int {
        text.withUnsafeBufferPointer { bytes in
            var tokens = 0
            var start = 0
            while start < bytes.count {
                var end = min(start + 16_000, bytes.count)
                while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
                let document = UnsafeBufferPointer(rebasing: bytes[start..<end])
                let found = counts ? try? tokenizer.count(document) : try? tokenizer.encode(document).count
                tokens += found ?? 0
                start = end
            }
            return tokens
        }
    }
}

/// What callgrind counts, by the name of this function.
@inline(never)
func measuredWorkload(_ workload: Workload) -> Int {
    workload.run()
}
