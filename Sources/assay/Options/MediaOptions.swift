import ArgumentParser
import AssayEstimation

/// What is taken for media that don't tell their size or length.
struct MediaOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The size of images whose size is not known.", valueName: "width>x<height"))
    var imageSize: PixelSize?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The pages of documents whose number of pages is not known.", valueName: "n"))
    var pages: Quantity?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The length of audio and video whose length is not known.", valueName: "n"))
    var seconds: Quantity?

    var isGiven: Bool { imageSize != nil || pages != nil || seconds != nil }

    func assumptions() throws(Failure) -> MediaAssumptions {
        MediaAssumptions(
            image: imageSize, pages: try pages?.value(of: "--pages", "pages", atLeast: 1, atMost: 1_000_000),
            seconds: try seconds?.value(of: "--seconds", "seconds", atLeast: 1, atMost: 1_000_000))
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
