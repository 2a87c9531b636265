import AssayPrompts
import AssayText

/// The part of a unit that is the same in every request, up to its first value.
struct StablePrefix {
    /// Tokens before the first value; all of the unit where there is none.
    var tokens: Int
    /// The first value, which ends the prefix.
    var end: Range<Int>?
    /// Tokens of text behind each variable of the unit, in the order of ``UnitAnalysis/variables``.
    var behind: [Int]

    /// Complexity: O(segments).
    init(_ unit: UnitAnalysis) {
        let text = unit.text
        var before: [Int] = []
        var constants = 0
        var constantsBefore: [Int] = []
        var end: (tokens: Int, span: Range<Int>)?
        for (piece, variable) in zip(text.pieces.lazy.filter { $0.kind == .variable }, unit.variables) {
            let fixed = unit.tokenCount(of: 0..<piece.range.lowerBound)
            let constant = ProgramConstant.tokens(unit, variable)
            if constant == nil, end == nil { end = (fixed + constants, piece.span) }
            before.append(fixed)
            constants += constant ?? 0
            constantsBefore.append(constants)
        }
        let all = unit.tokenCount
        let total = constants
        behind = zip(before, constantsBefore).map { all - $0 + total - $1 }
        tokens = end?.tokens ?? all + total
        self.end = end?.span
    }
}

/// Constants of a program that a prompt interpolates: text, whatever the syntax says.
enum ProgramConstant {
    /// Tokens of the text that a variable stands for; nil where it is no constant.
    static func tokens(_ unit: UnitAnalysis, _ variable: Segment) -> Int? {
        variable.constant.flatMap { try? unit.document.tokenizer.count($0) }
    }
}

/// What the expression of a value says of how often the value changes.
enum Volatility {
    /// A time to the minute or finer, or a value drawn anew for each request.
    static func changesEachRequest(_ expression: String) -> Bool {
        let compact = expression.filter { $0 != " " }
        if fresh.contains(where: { compact.contains(text: $0) }) { return !isDateOnly(compact) }
        // What a filter makes of it may be a date.
        let value = String(compact.prefix { $0 != "|" })
        if value.count < compact.count, isDateOnly(compact) { return false }
        // Only a name: an index, or a call of anything but a clock, may take anything from it.
        guard !value.contains(text: "("), !value.contains(text: "[") else {
            return asksClock(value) && !isDateOnly(compact)
        }
        let words = IdentifierWords.split(compact.prefix { $0 != "." && $0 != "|" })
        let last = IdentifierWords.split(compact.prefix { $0 != "|" && $0 != ":" }.split(separator: ".").last ?? "")
        let known = Set(words + last)
        if known.isDisjoint(with: ["zone", "timezone", "limit", "out", "timeout", "format", "range", "complexity"]),
            !known.isDisjoint(with: clocks)
        {
            return true
        }
        return ["uuid", "nonce", "requestid", "traceid"].contains { known.contains($0) }
            || known.contains("id")
                && !known.isDisjoint(with: [
                    "request", "trace", "session", "run", "conversation", "thread", "message", "correlation",
                ])
    }

    /// A time in English, and in words of other languages that mean nothing else.
    private static let clocks: Set<String> = [
        "now", "time", "timestamp", "datetime", "clock", "uhrzeit", "zeitstempel", "jetzt", "horodatage", "maintenant", "ahora",
    ]

    /// `now()`, `strftime_now("%H:%M")`, `get_current_time()`.
    private static func asksClock(_ value: String) -> Bool {
        let name = value.prefix { $0 != "(" && $0 != "[" }.split(separator: ".").last ?? ""
        let words = Set(IdentifierWords.split(name))
        return !words.isDisjoint(with: ["now", "utcnow"]) || words.isSuperset(of: ["current", "time"])
    }

    /// A value of one user.
    static func belongsToUser(_ expression: String) -> Bool {
        guard !expression.contains("(") else { return false }
        let words = Set(IdentifierWords.split(expression))
        if !words.isDisjoint(with: ["username", "userid"]) { return true }
        guard !words.isDisjoint(with: ["user", "customer", "member", "client", "employee", "caller", "guest", "visitor"]) else {
            return false
        }
        return !words.isDisjoint(with: [
            "name", "id", "email", "profile", "first", "last", "phone", "locale", "location",
        ])
    }

    private static let fresh = [
        "datetime.now(", "datetime.utcnow(", "datetime.datetime.now(", "time.time(", "time.strftime(", "time.ctime(",
        "uuid4(", "uuid.uuid", "newDate(", "Date.now(", "toISOString(", "crypto.randomUUID(", "Date()", "UUID()",
        "Date.now", "toLocaleTimeString(", "random.random(", "Math.random(", "arrow.utcnow(", "pendulum.now(",
    ]

    /// `datetime.now().date()`, `%Y-%m-%d`: the same all day, longer than any cache lives.
    private static func isDateOnly(_ expression: String) -> Bool {
        let hasClock = ["%H", "%I", "%M", "%S", "%T", "%X", "%c", "hour", "Time"]
            .contains { expression.contains(text: $0) }
        let hasDate = [
            ".date()", "%Y", "%d", "%B", "toDateString(", "toLocaleDateString(", ".year", "%x", "slice(0,10)",
            "split('T')[0]",
        ]
        .contains { expression.contains(text: $0) }
        return hasDate && !hasClock
    }
}
