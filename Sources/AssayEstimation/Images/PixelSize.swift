/// The width and height of an image in pixels.
public struct PixelSize: Sendable, Hashable, CustomStringConvertible {
    /// At least 1 and at most ``maximum``.
    public let width: Int
    public let height: Int

    /// No format has longer sides; products of two of them fit an `Int`.
    public static let maximum = 1 << 31

    /// - Returns: nil where a side is zero or negative: that is no image. Longer sides than any format has are cut.
    public init?(width: Int, height: Int) {
        guard width > 0, height > 0 else { return nil }
        self.width = min(width, Self.maximum)
        self.height = min(height, Self.maximum)
    }

    var longSide: Int { max(width, height) }
    var shortSide: Int { min(width, height) }
    public var description: String { "\(width)x\(height)" }

    /// How many squares of `side` pixels cover the image.
    func squares(_ side: Int) -> Int { Self.ceiling(width, side) * Self.ceiling(height, side) }

    /// The image shrunk so that its long side is at most `limit`, with the other side rounded down; never empty.
    func shrunk(longSide limit: Int) -> PixelSize {
        guard longSide > limit else { return self }
        return scaled(by: limit, over: longSide)
    }

    /// The image shrunk so that its short side is at most `limit`.
    func shrunk(shortSide limit: Int) -> PixelSize {
        guard shortSide > limit else { return self }
        return scaled(by: limit, over: shortSide)
    }

    /// The image shrunk so that its long side is at most `limit`, with both sides rounded to the nearest pixel.
    func rounded(longSide limit: Int) -> PixelSize {
        guard longSide > limit else { return self }
        func shrunk(_ side: Int) -> Int {
            max(1, Int((Double(side) * Double(limit) / Double(longSide)).rounded(.toNearestOrEven)))
        }
        return PixelSize(width: shrunk(width), height: shrunk(height)) ?? self
    }

    private func scaled(by numerator: Int, over denominator: Int) -> PixelSize {
        PixelSize(
            width: max(1, width * numerator / denominator), height: max(1, height * numerator / denominator)) ?? self
    }

    static func ceiling(_ value: Int, _ divisor: Int) -> Int { value / divisor + (value % divisor == 0 ? 0 : 1) }
}
