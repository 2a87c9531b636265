import AssayPricing
import AssayPrompts

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The time, for chat templates that show the date and for names that mean another model from some day on.
enum Clock {
    /// Now.
    static var instant: UTCInstant { UTCInstant(seconds: Int64(time(nil))) }

    /// Now, in UTC, so that a count does not depend on the place.
    static var now: CivilTime {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return CivilTime(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
    }
}
