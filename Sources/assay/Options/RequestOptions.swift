import ArgumentParser

/// `--request` of `assay count` and what goes with it.
struct RequestOptions: ParsableArguments {
    @Flag(
        help: """
            Count whole requests, as they are billed: messages, what the provider puts around them, tools, images. The \
            files are JSON requests of OpenAI (chat or Responses), Anthropic or Gemini, or such requests one a line; in \
            folders, the files that are. Without -m and -v, the model is the one that the request names.
            """)
    var request = false

    @Option(
        help: ArgumentHelp(
            """
            Count what this Jinja chat template makes of a request, instead of the model's usual framing: a template \
            or a tokenizer_config.json.
            """, valueName: "file"), completion: .file())
    var chatTemplate: String?

    @OptionGroup var media: MediaOptions

    func validate() throws {
        if !request, chatTemplate != nil || media.isGiven {
            throw ValidationError("--chat-template, --image-size, --pages and --seconds go with --request")
        }
    }

    /// The bytes of the chat template, where one was given.
    func template() throws(Failure) -> [UInt8]? {
        try chatTemplate.map { (path) throws(Failure) in try PriceInput.bytes(InputSource(argument: path)) }
    }
}
