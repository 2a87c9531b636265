import AssayPrompts

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The time on the user's clock, for templates that ask for it.
enum LocalTime {
    static func now() -> CivilTime? {
        var seconds = time(nil)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return nil }
        return CivilTime(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
    }
}
