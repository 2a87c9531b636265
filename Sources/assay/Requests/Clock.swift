import AssayPrompts

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The time of day, for chat templates that show the date.
enum Clock {
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
