import AssayJSON
import AssayPrompts

/// A file of JSON requests.
struct RequestFile {
    var source: InputSource
    var document: PromptDocument
    /// Requests that could not be read, each with its place.
    private(set) var problems: [Failure] = []
    /// What is to be said of the requests that were read.
    private(set) var notes: [String] = []

    /// Reads a file and says clearly what it is where it holds no request; nil for such a file that the user has not
    /// named, as there are others in folders.
    init?(
        _ source: InputSource, as given: PromptFormat? = nil, reader: FileReader, isNamed: Bool
    ) throws(Failure) {
        self.source = source
        do {
            let bytes = try reader.readAll(source)
            let name = source == .standardInput ? nil : source.path.text
            let format = given ?? FormatDetector.detect(bytes, name: name)
            guard Self.formats.contains(format) else {
                guard isNamed else { return nil }
                throw Self.failure(bytes, format, source)
            }
            document = try PromptReader.read(bytes, name: name, as: format)
        } catch let error as ReadError {
            throw Failure("\(source.display): \(error.message)")
        } catch {
            throw source.failure(error)
        }
        let lines = document.problems.isEmpty && document.omissions.isEmpty ? nil : document.lineIndex()
        notes = document.omissions.map { "\(source.display):\(lines?.line(at: $0.offset) ?? 1): \($0.message)" }
        for problem in document.problems {
            let line = lines?.line(at: problem.offset) ?? 1
            problems.append(Failure("\(source.display), line \(line): \(problem.message)"))
        }
        guard !document.units.isEmpty || !document.problems.isEmpty else {
            throw Failure("\(source.display): there is no request in it; \(Self.expected)")
        }
    }

    /// Formats whose files are requests, one or one a line.
    static let formats: Set<PromptFormat> = [
        .openaiChat, .openaiResponses, .openaiBatch, .openaiFineTune, .anthropic, .gemini,
    ]

    private static let expected =
        "a request is a JSON object with `messages` (OpenAI, Anthropic, Mistral), `input` and `model` (OpenAI "
        + "Responses) or `contents` (Gemini), or one such object a line"

    /// Why a file is no request: its JSON is broken, or it is something else.
    private static func failure(_ bytes: [UInt8], _ format: PromptFormat, _ source: InputSource) -> Failure {
        let name = source.display
        guard bytes.contains(where: { $0 > 0x20 }) else { return Failure("\(name) is empty; \(expected)") }
        if format == .session || format == .openTelemetry || format == .promptfoo || format == .langchain {
            return Failure("\(name) is no request but \(format.summary); \(expected)")
        }
        do throws(JSONError) {
            _ = try JSONDocument(bytes, options: .init(loneSurrogates: .replace, maximumDepth: 200))
            return Failure("\(name): this JSON is no request that is known; \(expected)")
        } catch {
            let first = bytes.first { $0 > 0x20 }
            let looksLikeJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            return looksLikeJSON
                ? Failure("\(name): not JSON: \(error)") : Failure("\(name) is not JSON; \(expected)")
        }
    }
}
