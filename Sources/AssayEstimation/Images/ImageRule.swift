/// How a model counts an image.
enum ImageRule: Sendable, Hashable {
    /// OpenAI's tiles: the image is fitted into a square of 2048 pixels, then its short side to 768; each 512-pixel
    /// tile counts, and a base once. At low detail it is the base alone.
    ///
    /// Source: OpenAI's guide "Images and vision", "Tile-based image tokenization".
    case openAITiles(base: Int, tile: Int)
    /// OpenAI's patches of 32 pixels.
    case openAIPatches(OpenAIPatches)
    /// Anthropic's patches of 28 pixels, the image shrunk to a long edge and to a budget of patches.
    ///
    /// Source: Anthropic's documentation of vision, "Resolution and token cost", every row of its table.
    case claude(edge: Int, budget: Int)
    /// 258 tokens where both sides are at most 384 pixels, else for each tile; 64 at low and 256 at medium resolution.
    ///
    /// Source: Google's documentation of image understanding, "Token calculation". It speaks of tiles of 768 pixels,
    /// and of a rough formula whose tiles have two thirds of the short side; where they differ, the count is a band.
    case gemini2
    /// At most 280, 560, 1120 or 2240 tokens by the media resolution, which is high where none is asked for.
    ///
    /// Source: Google's documentation of media resolution for Gemini 3. The image processor that is published with
    /// Gemma 4 (transformers, `image_processing_gemma4.py`) fills such a maximum with whole squares of the image's
    /// shape; that is the low end, and what Gemini 3 was seen to bill for pages of letter size (520 of 560).
    case gemini3
    /// Mistral's squares of `square` pixels, the image shrunk to a long edge, and a token at the end of each row.
    ///
    /// Source: mistral-common 1.13.1, `tokens/tokenizers/image.py` (PyPI).
    case mistral(square: Int, edge: Int)
    /// Squares of `square` pixels of the image, resized to whole ones within a smallest and a largest number, between
    /// two marks.
    ///
    /// Source: transformers, `image_processing_qwen2_vl.py`, and the processor settings published with the weights.
    /// The service's own default is at most 1280 squares, which is the low end.
    case qwen(square: Int, smallest: Int)
    /// Nothing is published: as much as other models count.
    case unknown
}

extension ImageRule {
    /// The tokens of an image of a known size; the ends differ where what is published leaves it open.
    func count(_ size: PixelSize, _ detail: ImageDetail) -> (low: Int, point: Int, high: Int) {
        switch self {
        case .openAITiles(let base, let tile):
            let tiles = size.shrunk(longSide: 2048).shrunk(shortSide: 768).squares(512)
            return Self.same(detail == .low ? base : base + tile * tiles)
        case .openAIPatches(let rule): return rule.count(size, detail)
        case .claude(let edge, let budget): return Self.same(Self.patches28(size, edge: edge, budget: budget))
        case .gemini2:
            if detail == .low { return Self.same(64) }
            if detail == .medium { return (256, 258, 258) }
            if size.longSide <= 384 { return Self.same(258) }
            let tiles = 258 * size.squares(768)
            let crops = 258 * size.squares(max(1, size.shortSide * 2 / 3))
            return (min(tiles, crops), tiles, max(tiles, crops))
        case .gemini3:
            let most = Self.gemini3(detail)
            return (Self.wholeSquares(size, most: most), most, most)
        case .mistral(let square, let edge):
            let size = size.rounded(longSide: edge)
            return Self.same(
                (PixelSize.ceiling(size.width, square) + 1) * PixelSize.ceiling(size.height, square))
        case .qwen(let square, let smallest):
            let all = Self.resized(size, square, smallest...16_384)
            return (min(all, Self.resized(size, square, smallest...1280)) + 2, all + 2, all + 2)
        case .unknown: return (64, 1000, 5000)
        }
    }

    /// The likeliest number of tokens of an image of a known size.
    func tokens(_ size: PixelSize, _ detail: ImageDetail) -> Int { count(size, detail).point }

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
        case .gemini3: return (point * 9 / 10, point, point)
        case .mistral, .qwen: return (tokens(1, 1), point, tokens(4096, 4096))
        case .unknown: return (64, point, 5000)
        }
    }

    private static let square = PixelSize(width: 512, height: 512)!

    private static func same(_ tokens: Int) -> (low: Int, point: Int, high: Int) { (tokens, tokens, tokens) }

    /// The most tokens that Gemini 3 gives an image.
    static func gemini3(_ detail: ImageDetail) -> Int {
        switch detail {
        case .low: 280
        case .medium: 560
        case .high, .auto: 1120
        case .ultraHigh, .original: 2240
        }
    }

    /// How many squares an image of this shape has when it is filled with as many whole ones as `most` allows.
    private static func wholeSquares(_ size: PixelSize, most: Int) -> Int {
        let shape = Double(size.width) / Double(size.height)
        let across = (Double(most) * shape).squareRoot()
        let down = (Double(most) / shape).squareRoot()
        guard across >= 1, down >= 1, across < 1e9, down < 1e9 else { return min(most, 1) }
        return min(most, Int(across) * Int(down))
    }

    /// Squares of an image that is resized so that both sides are whole ones and their number lies in a range.
    private static func resized(_ size: PixelSize, _ square: Int, _ range: ClosedRange<Int>) -> Int {
        func sides(_ scale: Double, _ rule: FloatingPointRoundingRule) -> (Double, Double) {
            (
                (Double(size.width) * scale / Double(square)).rounded(rule),
                (Double(size.height) * scale / Double(square)).rounded(rule)
            )
        }
        var (across, down) = sides(1, .toNearestOrEven)
        let pixels = Double(size.width) * Double(size.height)
        let area = Double(square * square)
        if across * down > Double(range.upperBound) {
            (across, down) = sides((Double(range.upperBound) * area / pixels).squareRoot(), .down)
        } else if across * down < Double(range.lowerBound) {
            (across, down) = sides((Double(range.lowerBound) * area / pixels).squareRoot(), .up)
        }
        // A strip too thin for the budget is refused there.
        return Int(min(max(1, across) * max(1, down), Double(range.upperBound)))
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
