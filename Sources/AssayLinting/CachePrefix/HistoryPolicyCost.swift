/// What a conversation costs under three ways to keep its history, in units of one fresh input token.
///
/// A conversation has a fixed start of `start` tokens (system message, tools) and gets `turn` tokens longer with each
/// turn. With a cache, a token that was in the prefix of the request before costs `read`, a token that is new costs
/// `write` (1 where the provider caches by itself and asks nothing for writing). Request k of n holds start + k turns.
///
/// - Whole: every request extends the one before, so it reads all but its newest turn.
///   `write (start + n turn) + read ((n - 1) start + turn n (n - 1) / 2)`
/// - Window of m turns, sliding by one: from request m + 1 on the turns behind the fixed start are shifted, so only
///   the start is read and all m turns are written again: `read start + write m turn` each.
/// - Chunks: the history grows from m to m + c turns and is then cut back to m. Of c requests one writes m + 1 turns,
///   the others read what is there and write one.
public struct HistoryPolicyCost: Sendable, Hashable {
    /// Tokens before the history.
    public var start: Double
    /// Tokens that each turn adds.
    public var turn: Double
    /// Price of a token that is written to the cache, as a multiple of a fresh input token.
    public var write: Double
    /// Price of a token that is read from the cache, as a multiple of a fresh input token.
    public var read: Double

    public init(start: Double, turn: Double, write: Double, read: Double) {
        self.start = start
        self.turn = turn
        self.write = write
        self.read = read
    }

    /// The whole history in each of `turns` requests.
    public func whole(turns: Int) -> Double {
        let count = Double(max(0, turns))
        guard count > 0 else { return 0 }
        return write * (start + count * turn) + read * ((count - 1) * start + turn * count * (count - 1) / 2)
    }

    /// The newest `window` turns in each of `turns` requests.
    public func window(_ window: Int, turns: Int) -> Double {
        let size = max(1, window)
        guard turns > size else { return whole(turns: turns) }
        return whole(turns: size) + Double(turns - size) * (read * start + write * Double(size) * turn)
    }

    /// The history cut back to `kept` turns whenever it has `kept + chunk`.
    public func chunks(kept: Int, chunk: Int, turns: Int) -> Double {
        let longest = max(1, kept) + max(1, chunk)
        guard turns > longest else { return whole(turns: turns) }
        let cycle = max(1, chunk)
        let rest = turns - longest
        return whole(turns: longest) + Double(rest / cycle) * cost(ofCycle: cycle, kept: max(1, kept))
            + cost(ofCycle: rest % cycle, kept: max(1, kept))
    }

    /// `count` requests after a cut: the first writes what was kept and the new turn, each other one turn.
    private func cost(ofCycle count: Int, kept: Int) -> Double {
        guard count > 0 else { return 0 }
        let requests = Double(count)
        let written = (Double(kept) + requests) * turn
        let reread = (requests - 1) * Double(kept) + requests * (requests - 1) / 2
        return write * written + read * (requests * start + reread * turn)
    }

    /// The number of turns from which on a sliding window of `window` turns has cost less than the whole history; up to
    /// there it costs more.
    ///
    /// The difference of both sums behind turn m is `turn (n - m) (read (n + m - 1) / 2 - write (m - 1))`. It is zero
    /// for `n = (m - 1) (2 write / read - 1)`, whatever the start and the length of a turn. Nil where reads cost nothing:
    /// then the window never pays.
    public static func breakEvenTurn(window: Int, write: Double, read: Double) -> Int? {
        guard read > 0, write > 0, window > 0 else { return nil }
        let turns = Double(window - 1) * (2 * write / read - 1)
        guard turns < 1e9 else { return nil }
        return max(window, Int(turns.rounded(.up)))
    }

    /// How much more than the whole history a sliding window costs where it is worst, as a share of the whole history; 0
    /// where it never costs more.
    ///
    /// The difference of both sums is a parabola in n with its roots at m and at the break-even turn, so it is greatest
    /// half way between them.
    public static func greatestExcess(window: Int, write: Double, read: Double) -> Double {
        guard window > 1, write > 0 else { return 0 }
        guard read > 0 else { return .infinity }
        let size = Double(window)
        let end = (size - 1) * (2 * write / read - 1)
        guard end > size else { return 0 }
        let turn = (size + end) / 2
        let excess = (turn - size) * (write * (size - 1) - read * (turn + size - 1) / 2)
        return excess / (write * turn + read * turn * (turn - 1) / 2)
    }
}
