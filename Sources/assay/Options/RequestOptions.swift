import ArgumentParser
import AssayEstimation
import AssayPrompts

/// `--request` of `assay count` and what goes with it.
struct RequestOptions: ParsableArguments {
    @Flag(
        help: """
            Count whole requests, as they are billed: messages, what the provider puts around them, tools, images. The \
            files are JSON requests of OpenAI (chat or Responses), Anthropic or Gemini, or such requests one a line. \
            Without -m and -v, the model is the one that the request names.
            """)
    var request = false

    @Option(
        help: ArgumentHelp(
            """
            Count what this Jinja chat template makes of a request, instead of the model's usual framing: a template \
            or a tokenizer_config.json.
            """, valueName: "file"), completion: .file())
    var chatTemplate: String?

    @Option(help: ArgumentHelp("The size of images whose size is not known.", valueName: "width>x<height"))
    var imageSize: PixelSize?

    @Option(help: ArgumentHelp("The pages of documents whose number of pages is not known.", valueName: "n"))
    var pages: Int?

    @Option(help: ArgumentHelp("The length of audio and video whose length is not known.", valueName: "n"))
    var seconds: Int?

    func validate() throws {
        if !request, chatTemplate != nil || imageSize != nil || pages != nil || seconds != nil {
            throw ValidationError("--chat-template, --image-size, --pages and --seconds go with --request")
        }
        for (name, value) in [("--pages", pages), ("--seconds", seconds)] {
            if let value, !(1...1_000_000).contains(value) {
                throw ValidationError("\(name) is \(value); give a number from 1 to 1000000")
            }
        }
    }

    var assumptions: MediaAssumptions { MediaAssumptions(image: imageSize, pages: pages, seconds: seconds) }

    /// The bytes of the chat template, where one was given.
    func template() throws(Failure) -> [UInt8]? {
        guard let chatTemplate else { return nil }
        let source = InputSource(argument: chatTemplate)
        do {
            return try FileReader().readAll(source)
        } catch {
            throw source.failure(error)
        }
    }
}

extension PixelSize: ExpressibleByArgument {
    /// `1024x768`
    public init?(argument: String) {
        let sides = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1] else { return nil }
        self.init(width: width, height: height)
    }
}
