import AssayEstimation
import AssayText
import AssayTokenization

/// Counts texts by lines, a language a task, part by part.
struct CompareLines {
    private let run: CompareRun

    init(_ run: CompareRun) { self.run = run }

    func count(_ texts: [CompareText]) throws -> CompareRun.Counted {
        let jobs = texts.map { CompareLinesJob($0, run) }
        let tasks = jobs.map { job in run.pool.submit { _ in job.work() } }
        run.pool.employ()
        for task in tasks { run.pool.wait(for: task) }
        var texts: [CompareLinesJob.Counted] = []
        for job in jobs {
            do {
                texts.append(try job.result.get())
            } catch {
                run.batch.fail(job.path, job.failure(error))
            }
        }
        guard !texts.isEmpty else { throw CompareRun.NothingLeft() }
        let base = try run.base.place(among: texts.map(\.input.language))
        if run.isAligned { texts = aligned(texts, with: texts[base]) }
        return CompareRun.Counted(
            inputs: texts.map(\.input), base: try run.base.place(among: texts.map(\.input.language)),
            forms: run.countsForms ? texts.compactMap(\.forms) : nil)
    }

    /// The texts that correspond to the base line by line; the others are told.
    private func aligned(
        _ texts: [CompareLinesJob.Counted], with base: CompareLinesJob.Counted
    ) -> [CompareLinesJob.Counted] {
        texts.filter { text in
            guard let problem = text.lines.difference(from: base.lines) else { return true }
            run.batch.fail(text.path, Failure(problem + "; --unaligned compares totals alone"))
            return false
        }
    }
}

/// The lines of a text: how many there are in each file, and which are blank.
struct CompareLineCounts {
    var files: [(name: String, lines: Int)] = []
    /// The first blank lines, by file and number.
    var blanks: [Blank] = []

    struct Blank: Hashable {
        var file: Int
        var line: Int
    }

    static let blankLimit = 10_000

    /// What keeps the lines from corresponding to another text's, with its place; nil where they do.
    func difference(from base: CompareLineCounts) -> String? {
        guard files.count == base.files.count else {
            return "\(files.first?.name ?? "") is one of \(files.count) files, "
                + "\(base.files.first?.name ?? "") one of \(base.files.count): they do not correspond"
        }
        for (own, other) in zip(files, base.files) where own.lines != other.lines {
            let (longer, shorter) = own.lines > other.lines ? (own, other) : (other, own)
            return "\(longer.name), line \(shorter.lines + 1) has no counterpart: "
                + "\(own.name) has \(plural(own.lines, "line")), \(other.name) \(other.lines)"
        }
        let own = Set(blanks)
        let others = Set(base.blanks)
        if let blank = blanks.first(where: { !others.contains($0) }) {
            return "\(files[blank.file].name), line \(blank.line) is empty, "
                + "but line \(blank.line) of \(base.files[blank.file].name) is not"
        }
        if let blank = base.blanks.first(where: { !own.contains($0) }) {
            return "\(base.files[blank.file].name), line \(blank.line) is empty, "
                + "but line \(blank.line) of \(files[blank.file].name) is not"
        }
        return nil
    }
}

/// Counts the files of one language, one after the other, on one thread.
final class CompareLinesJob: @unchecked Sendable {
    struct Counted {
        /// The first of the text's files.
        var path: FilePath
        var input: Comparison.Input
        var forms: NormalizationCounts?
        var lines: CompareLineCounts
    }

    // One thread has the job at a time: the pool's lock lies between those that write and read it.
    private(set) var result: Result<Counted, any Error> = .failure(Failure("not counted"))
    private let text: CompareText
    private let run: CompareRun
    /// The file that is being counted, for messages.
    private var current: FilePath?

    init(_ text: CompareText, _ run: CompareRun) {
        self.text = text
        self.run = run
    }

    func work() { result = Result { try count() } }

    /// The file that was counted last.
    var path: FilePath { current ?? text.files.first ?? FilePath(text.language.label) }

    /// An error with the file it came up in.
    func failure(_ error: any Error) -> Failure {
        guard let current else { return (error as? Failure) ?? Failure("\(text.language.label): \(error)") }
        return InputSource.file(current).failure(error)
    }

    private func count() throws -> Counted {
        let tokenizers = run.tokenizers
        let counter = try LanguageCounter(tokenizers, joinedBy: run.separator)
        let batch = LineBatch(counter, run.countsForms ? NormalizationCounter(tokenizers) : nil)
        var lines = CompareLineCounts()
        for (number, file) in text.files.enumerated() {
            current = file
            let count = try batch.add(file) { line in
                if lines.blanks.count < CompareLineCounts.blankLimit {
                    lines.blanks.append(CompareLineCounts.Blank(file: number, line: line))
                }
            }
            lines.files.append((file.display, count))
        }
        try batch.finish()
        return Counted(
            path: text.files.first ?? path, input: Comparison.Input(language: text.language, measure: batch.counter.measure),
            forms: batch.forms?.counts, lines: lines)
    }
}

/// Lines that wait to be counted together.
private final class LineBatch {
    let counter: LanguageCounter
    let forms: NormalizationCounter?
    private let reader = FileReader.make()
    private var bytes: [UInt8] = []
    private var segments: [Range<Int>?] = []

    private static let size = 1 << 16

    init(_ counter: LanguageCounter, _ forms: NormalizationCounter?) {
        self.counter = counter
        self.forms = forms
    }

    /// Adds the lines of a file, and tells the numbers of those that are blank.
    ///
    /// - Returns: how many there are.
    func add(_ file: FilePath, blank: (Int) -> Void) throws -> Int {
        var splitter = LineSplitter()
        var isFirst = true
        var endsLine = false
        var number = 0
        func take(_ line: UnsafeBufferPointer<UInt8>) throws {
            number += 1
            if !add(line, isFirst: number == 1) { blank(number) }
            if bytes.count >= Self.size { try count() }
        }
        try reader.read(.file(file)) { part in
            if isFirst { try CompareSources.requireText(part, .file(file)) }
            isFirst = false
            if let last = part.last { endsLine = last == 0x0A }
            try splitter.feed(part, take)
            return true
        }
        try splitter.finish(take)
        if endsLine {
            try count()
            try counter.addEmptyEnd()
        }
        return number
    }

    /// Adds a line without its carriage return and, at the start of a file, its byte order mark. Returns whether it has
    /// anything but white space in it.
    private func add(_ line: UnsafeBufferPointer<UInt8>, isFirst: Bool) -> Bool {
        var text = line[...]
        if text.last == 0x0D { text.removeLast() }
        if isFirst, text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        segments.append(bytes.count..<bytes.count + text.count)
        bytes += text
        return text.contains { $0 > 0x20 }
    }

    /// Counts what waits; nothing follows.
    func finish() throws {
        try count()
        try counter.finish()
    }

    private func count() throws {
        try bytes.withUnsafeBufferPointer { text in
            try counter.add(text, segments: segments)
            try forms?.add(text, segments: segments)
        }
        bytes.removeAll(keepingCapacity: true)
        segments.removeAll(keepingCapacity: true)
    }
}
