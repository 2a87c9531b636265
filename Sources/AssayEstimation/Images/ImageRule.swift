/// How a model counts an image.
enum ImageRule: Sendable, Hashable {
    /// OpenAI's tiles: the image is fitted into a square of 2048 pixels, then its short side to 768; each 512-pixel
    /// tile counts, and a base once. At low detail it is the base alone.
    ///
    /// Source: OpenAI's documentation of images, "Calculating costs".
    case openAITiles(base: Int, tile: Int)
    /// OpenAI's patches of 32 pixels, the image shrunk until they fit the budget, times a factor in thousandths.
    ///
    /// Source: the same. Low detail is fitted into a square of 512 pixels first.
    case openAIPatches(budget: Int, thousandths: Int)
    /// Anthropic's patches of 28 pixels, the image shrunk to a long edge and to a budget of patches.
    ///
    /// Source: Anthropic's documentation of vision, "Image costs".
    case claude(edge: Int, budget: Int)
    /// 258 tokens where both sides are at most 384 pixels, else for each 768-pixel tile; 64 at low resolution.
    ///
    /// Source: Google's documentation of tokens, "Multimodal tokens".
    case gemini2
    /// 280, 560 or 1120 tokens by the media resolution, which is high where none is asked for.
    ///
    /// Source: Google's documentation of media resolution for Gemini 3.
    case gemini3
    /// Nothing is published: as much as other models count.
    case unknown
}

extension ImageRule {
    /// The tokens of an image of a known size.
    func tokens(_ size: PixelSize, _ detail: ImageDetail) -> Int {
        switch self {
        case .openAITiles(let base, let tile):
            if detail == .low { return base }
            return base + tile * size.shrunk(longSide: 2048).shrunk(shortSide: 768).squares(512)
        case .openAIPatches(let budget, let thousandths):
            let size = detail == .low ? size.shrunk(longSide: 512) : size
            // Rounded up, as every count that is billed.
            return PixelSize.ceiling(Self.patches(size, budget: budget) * thousandths, 1000)
        case .claude(let edge, let budget): return Self.patches28(size, edge: edge, budget: budget)
        case .gemini2: return detail == .low ? 64 : size.longSide <= 384 ? 258 : 258 * size.squares(768)
        case .gemini3:
            switch detail {
            case .low: return 280
            case .medium: return 560
            case .high, .auto: return 1120
            }
        case .unknown: return 1000
        }
    }

    /// The rule with room for the largest budget of patches that OpenAI speaks of at high detail, 2500.
    var withLargerBudget: ImageRule {
        guard case .openAIPatches(let budget, let thousandths) = self else { return self }
        return .openAIPatches(budget: max(budget, 2500), thousandths: thousandths)
    }

    /// The tokens of an image of which nothing is known: from the smallest to the largest, most likely a square of
    /// 1024 pixels.
    func range(_ detail: ImageDetail) -> (low: Int, point: Int, high: Int) {
        func tokens(_ width: Int, _ height: Int) -> Int {
            PixelSize(width: width, height: height).map { self.tokens($0, detail) } ?? 0
        }
        let point = tokens(1024, 1024)
        switch self {
        case .openAITiles, .openAIPatches:
            // Where the provider decides it may look at the image at low detail.
            let low = detail == .auto ? min(tokens(1, 1), self.tokens(Self.square, .low)) : tokens(1, 1)
            return (min(low, point), point, [tokens(768, 2048), tokens(4096, 4096), point].max() ?? point)
        case .claude(_, let budget): return (1, point, budget)
        // Larger images are made of more tiles; 3072 by 3072 is what the service scales down to.
        case .gemini2: return (min(258, point), point, tokens(3072, 3072))
        case .gemini3: return (point, point, point)
        case .unknown: return (64, point, 5000)
        }
    }

    private static let square = PixelSize(width: 512, height: 512)!

    /// Patches of 32 pixels. A larger image is shrunk by the root of the budget's share, then a little more so that
    /// one side is a whole number of patches.
    private static func patches(_ size: PixelSize, budget: Int) -> Int {
        let whole = size.squares(32)
        guard whole > budget else { return whole }
        let width = Double(size.width)
        let height = Double(size.height)
        let shrink = (1024 * Double(budget) / (width * height)).squareRoot()
        let columns = width * shrink / 32
        let rows = height * shrink / 32
        let fit = min(
            columns >= 1 ? columns.rounded(.down) / columns : 1, rows >= 1 ? rows.rounded(.down) / rows : 1)
        // A strip so thin that a side is less than a patch still has one.
        let across = max(1, Int((columns * fit).rounded(.up)))
        let down = max(1, Int((rows * fit).rounded(.up)))
        return min(budget, across * down)
    }

    /// Patches of 28 pixels of the largest shrunk image that keeps to the edge and to the budget.
    private static func patches28(_ size: PixelSize, edge: Int, budget: Int) -> Int {
        var low = 1
        var high = min(edge, size.longSide)
        func patches(_ longSide: Int) -> Int { size.shrunk(longSide: longSide).squares(28) }
        if patches(high) <= budget { return patches(high) }
        while low < high {
            let middle = (low + high + 1) / 2
            if patches(middle) <= budget { low = middle } else { high = middle - 1 }
        }
        return patches(low)
    }
}
