import AssayTokenization
import AssayVocabularies
import Glibc

/// Runs Assay over a corpus and prints what it took: a line `ready`, with the tokens and the kB
/// of memory, after the first count, then a line of JSON.
@main
enum AssayBench {
    static func main() {
        do {
            try run(Options(Array(CommandLine.arguments.dropFirst())))
        } catch let failure as Failure {
            fail(failure.message)
        } catch {
            fail("\(error)")
        }
    }

    private static func run(_ options: Options) throws {
        let tokenizer = Tokenizer(try VocabularyRegistry.vocabulary(named: options.vocabulary))
        if options.prepares { tokenizer.prepare(for: options.call == .ids ? .encoding : .counting, threads: options.threads) }
        let first = try tokenizer.count(options.firstText)
        // Not `print`, which would keep the line back until the end where the output is a pipe.
        write("ready \(first) \(peakResidentKB())\n", to: STDOUT_FILENO)
        guard let path = options.corpus else { return }

        let corpus = try Corpus(path: path)
        var passes: [Pass] = []
        for _ in 0..<options.passes { passes.append(try Pass(tokenizer, corpus, options)) }
        let peakKB = peakResidentKB()
        let digest = options.digest ? "\(try Digest(tokenizer, corpus).value)" : "null"
        let timings = passes.map {
            """
            {"tokens":\($0.tokens),"cpu":\($0.cpu),"wall":\($0.wall),"pageFaults":\($0.pageFaults),\
            "secondHalfCPU":\($0.secondHalfCPU),"secondHalfBytes":\($0.secondHalfBytes)}
            """
        }
        print(
            """
            {"passes":[\(timings.joined(separator: ","))],"bytes":\(corpus.byteCount),"documents":\(corpus.count),\
            "peakKB":\(peakKB),"digest":\(digest)}
            """)
    }

    private static func fail(_ message: String) -> Never {
        write("assay-bench: \(message)\n", to: STDERR_FILENO)
        exit(2)
    }

    private static func write(_ text: String, to file: Int32) {
        var text = text
        text.withUTF8 { _ = Glibc.write(file, $0.baseAddress, $0.count) }
    }
}
