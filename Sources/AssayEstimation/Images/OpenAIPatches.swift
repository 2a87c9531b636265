/// OpenAI's patches of 32 pixels, the image shrunk until it keeps to a budget of patches and to a long side, times a
/// factor of the model.
///
/// Source: OpenAI's guide "Images and vision", "Model sizing behavior" and "Patch-based image tokenization".
struct OpenAIPatches: Sendable, Hashable {
    /// What an image is shrunk to; nil where it is not.
    struct Limit: Sendable, Hashable {
        var patches: Int?
        var longSide: Int?
    }

    /// At high detail.
    var high: Limit
    /// At original detail; models that do not know it take it for high.
    var original: Limit
    /// Whether the model looks at the original where no detail is asked for.
    var prefersOriginal = false
    /// The factor, in thousandths.
    var thousandths: Int
    /// Whether the guide lists the factor for the model. Where it does not, models are billed with 1.2, and as far as
    /// the guide goes it could be 1.
    var isListed = true

    /// Models with one budget, of 1,536 patches and 2048 pixels.
    static func small(thousandths: Int, isListed: Bool = true) -> OpenAIPatches {
        let limit = Limit(patches: 1536, longSide: 2048)
        return OpenAIPatches(high: limit, original: limit, thousandths: thousandths, isListed: isListed)
    }

    /// The tokens of an image. Low detail is fitted into a square of 512 pixels first.
    func count(_ size: PixelSize, _ detail: ImageDetail) -> (low: Int, point: Int, high: Int) {
        let patches = patches(size, detail)
        // Rounded up, as every count that is billed.
        let tokens = PixelSize.ceiling(patches * thousandths, 1000)
        return (isListed ? tokens : patches, tokens, tokens)
    }

    private func patches(_ size: PixelSize, _ detail: ImageDetail) -> Int {
        switch detail {
        case .low: Self.patches(size, Limit(patches: high.patches, longSide: 512))
        case .original, .ultraHigh: Self.patches(size, original)
        case .auto where prefersOriginal: Self.patches(size, original)
        case .medium, .high, .auto: Self.patches(size, high)
        }
    }

    /// A larger image is shrunk by the root of the budget's share, then a little more so that one side is a whole
    /// number of patches, and then has whole pixels.
    private static func patches(_ size: PixelSize, _ limit: Limit) -> Int {
        let size = limit.longSide.map { size.shrunk(longSide: $0) } ?? size
        let whole = size.squares(32)
        guard let budget = limit.patches, whole > budget else { return whole }
        let width = Double(size.width)
        let height = Double(size.height)
        let shrink = (1024 * Double(budget) / (width * height)).squareRoot()
        let columns = width * shrink / 32
        let rows = height * shrink / 32
        let fit = min(
            columns >= 1 ? columns.rounded(.down) / columns : 1, rows >= 1 ? rows.rounded(.down) / rows : 1)
        // A strip so thin that a side is less than a pixel still has one. What is a whole number of pixels but for
        // the arithmetic is one.
        func pixels(_ patches: Double) -> Int { max(1, Int((patches * fit * 32 + 1e-6).rounded(.down))) }
        let across = PixelSize.ceiling(pixels(columns), 32)
        let down = PixelSize.ceiling(pixels(rows), 32)
        return min(budget, across * down)
    }
}
