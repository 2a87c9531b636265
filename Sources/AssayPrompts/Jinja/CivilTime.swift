/// A date and time of the calendar, for `strftime_now`; where it comes from is the caller's business.
public struct CivilTime: Sendable, Hashable {
    public var year: Int
    public var month: Int
    public var day: Int
    public var hour: Int
    public var minute: Int
    public var second: Int

    /// Values outside the calendar are moved to its nearest end.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = min(max(year, 1), 9999)
        self.month = min(max(month, 1), 12)
        self.day = min(max(day, 1), 31)
        self.hour = min(max(hour, 0), 23)
        self.minute = min(max(minute, 0), 59)
        self.second = min(max(second, 0), 59)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    /// Day of the week, 0 for Sunday (Sakamoto's method).
    private var weekday: Int {
        let table = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let adjusted = month < 3 ? year - 1 : year
        return (adjusted + adjusted / 4 - adjusted / 100 + adjusted / 400 + table[month - 1] + day) % 7
    }

    private var dayOfYear: Int {
        let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return before + day + (isLeap && month > 2 ? 1 : 0)
    }

    /// Formats with C's `strftime` codes in the C locale.
    func formatted(_ format: String, _ offset: Int) throws(JinjaError) -> String {
        var result = ""
        var isCode = false
        var stripsZeros = false
        for scalar in format.unicodeScalars {
            if !isCode {
                if scalar == "%" { isCode = true } else { result.unicodeScalars.append(scalar) }
                continue
            }
            // `%-d` leaves out the leading zero.
            if scalar == "-" {
                stripsZeros = true
                continue
            }
            isCode = false
            guard var text = field(scalar) else {
                throw JinjaError("the time format `%\(scalar)` is not known", at: offset)
            }
            while stripsZeros, text.count > 1, text.hasPrefix("0") || text.hasPrefix(" ") { text.removeFirst() }
            stripsZeros = false
            result += text
        }
        return result
    }

    private func field(_ code: Unicode.Scalar) -> String? {
        func padded(_ value: Int, _ width: Int = 2) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let twelve = hour % 12 == 0 ? 12 : hour % 12
        switch code {
        case "Y": return String(year)
        case "y": return padded(year % 100)
        case "m": return padded(month)
        case "d": return padded(day)
        case "e": return day < 10 ? " \(day)" : "\(day)"
        case "B": return Self.months[month - 1]
        case "b", "h": return String(Self.months[month - 1].prefix(3))
        case "A": return Self.days[weekday]
        case "a": return String(Self.days[weekday].prefix(3))
        case "H": return padded(hour)
        case "I": return padded(twelve)
        case "M": return padded(minute)
        case "S": return padded(second)
        case "f": return "000000"
        case "p": return hour < 12 ? "AM" : "PM"
        case "j": return padded(dayOfYear, 3)
        case "w": return String(weekday)
        case "u": return String(weekday == 0 ? 7 : weekday)
        case "F": return "\(padded(year, 4))-\(padded(month))-\(padded(day))"
        case "D", "x": return "\(padded(month))/\(padded(day))/\(padded(year % 100))"
        case "T", "X": return "\(padded(hour)):\(padded(minute)):\(padded(second))"
        case "R": return "\(padded(hour)):\(padded(minute))"
        case "z", "Z": return ""
        case "n": return "\n"
        case "t": return "\t"
        case "%": return "%"
        default: return nil
        }
    }
}
