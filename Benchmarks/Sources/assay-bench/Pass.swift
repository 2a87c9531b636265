import AssayTokenization
import Glibc
import Synchronization

/// One way through a corpus, a call a document.
struct Pass {
    var tokens = 0
    /// Processor time of the whole pass and of its second half, in nanoseconds.
    var cpu = 0
    var secondHalfCPU = 0
    var wall = 0
    /// Pages that the system had to map.
    var pageFaults = 0
    /// The bytes of the second half.
    var secondHalfBytes = 0

    init(_ tokenizer: Tokenizer, _ corpus: Corpus, _ options: Options) throws {
        let faultsBefore = pageFaultCount()
        let wallStart = Clock.wall()
        let start = Clock.cpu()
        if options.threads == 1 {
            let middle = corpus.count / 2
            tokens = try Self.run(tokenizer, corpus, 0..<middle, options.call)
            let half = Clock.cpu()
            tokens += try Self.run(tokenizer, corpus, middle..<corpus.count, options.call)
            secondHalfCPU = Clock.cpu() - half
            secondHalfBytes = (middle..<corpus.count).reduce(0) { $0 + corpus.document($1).count }
        } else {
            tokens = Self.runThreads(tokenizer, corpus, options)
        }
        cpu = Clock.cpu() - start
        wall = Clock.wall() - wallStart
        pageFaults = pageFaultCount() - faultsBefore
    }

    private static func run(
        _ tokenizer: Tokenizer, _ corpus: Corpus, _ documents: Range<Int>, _ call: Options.Call
    ) throws -> Int {
        var tokens = 0
        switch call {
        case .ids: for index in documents { tokens += try tokenizer.encode(corpus.document(index)).count }
        case .count: for index in documents { tokens += try tokenizer.count(corpus.document(index)) }
        }
        return tokens
    }

    /// Threads that take the next document from a shared counter until none is left.
    private static func runThreads(_ tokenizer: Tokenizer, _ corpus: Corpus, _ options: Options) -> Int {
        let work = SharedWork()
        let threads = (0..<options.threads).map { _ in
            Thread {
                while true {
                    let index = work.next.add(1, ordering: .relaxed).oldValue
                    guard index < corpus.count else { return }
                    let tokens = try? run(tokenizer, corpus, index..<index + 1, options.call)
                    work.tokens.add(tokens ?? 0, ordering: .relaxed)
                }
            }
        }
        for thread in threads { thread.join() }
        return work.tokens.load(ordering: .relaxed)
    }
}

private final class SharedWork: Sendable {
    let next = Atomic<Int>(0)
    let tokens = Atomic<Int>(0)
}

/// A POSIX thread that runs a closure.
private struct Thread {
    private final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private var handle = pthread_t()

    init(_ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Box(body)).toOpaque()
        let failed = pthread_create(
            &handle, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, box)
        precondition(failed == 0, "cannot start a thread")
    }

    func join() { pthread_join(handle, nil) }
}
