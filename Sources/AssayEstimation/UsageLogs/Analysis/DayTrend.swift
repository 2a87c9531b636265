import AssayPricing

/// Finds days far above the trend of the days before them.
enum DayTrend {
    /// So many days with usage make a trend, and so many are looked back at.
    static let (least, most) = (3, 14)
    /// How far above its trend a day is a jump.
    static let threshold = 1.5

    /// Days without usage are no days of the trend: weekends don't pull it down.
    ///
    /// - Parameter days: rising days with what they cost.
    static func jumps(_ days: [(day: CivilDate, cost: Double)]) -> [DayJump] {
        days.indices.compactMap { place in
            let before = days[max(0, place - most)..<place]
            guard before.count >= least else { return nil }
            let expected = trend(before.map(\.cost))
            guard expected > 0, days[place].cost > expected * threshold else { return nil }
            return DayJump(day: days[place].day, cost: days[place].cost, expected: expected)
        }
    }

    /// Where the line through the values is one step on, by Theil and Sen: the median of all slopes and the median
    /// height over it, which one earlier jump does not move (Sen, "Estimates of the regression coefficient based on
    /// Kendall's tau", 1968). Never below the median, so that a fall is not followed by jumps.
    static func trend(_ values: [Double]) -> Double {
        var slopes: [Double] = []
        for one in values.indices {
            for two in values.indices where two > one { slopes.append((values[two] - values[one]) / Double(two - one)) }
        }
        let slope = median(slopes)
        let heights = values.enumerated().map { $1 - slope * Double($0) }
        return max(median(heights) + slope * Double(values.count), median(values))
    }

    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
