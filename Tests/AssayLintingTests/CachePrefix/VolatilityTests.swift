import Testing

@testable import AssayLinting

/// Which values change with each request, by the expression that gives them.
struct VolatilityTests {
    @Test(
        "clocks and new ids, however they are asked",
        arguments: [
            "now", "current_time", "now()", "now().strftime(\"%H:%M:%S\")", "now | strftime(\"%H:%M\")",
            "strftime_now(\"%H:%M:%S\")", "utcnow()", "get_current_time()", "datetime.now().isoformat()", "uuid4()",
            "request_id", "timestamp | string", "uhrzeit", "aktuelle_uhrzeit", "horodatage",
        ])
    func changes(_ expression: String) { #expect(Volatility.changesEachRequest(expression)) }

    @Test(
        "dates, and what only sounds like a clock",
        arguments: [
            "strftime_now(\"%d %b %Y\")", "now().strftime(\"%Y-%m-%d\")", "now | date(\"%Y-%m-%d\")", "today", "date",
            "time_limit", "timezone", "format_time(now)", "knowledge()", "items[now]", "question", "datetime.now().date()",
        ])
    func stays(_ expression: String) { #expect(!Volatility.changesEachRequest(expression)) }

    @Test("values of one user", arguments: ["user_name", "user.email", "username", "guest_name", "customer.first"])
    func belongs(_ expression: String) { #expect(Volatility.belongsToUser(expression)) }

    @Test("values of all users", arguments: ["user_manual", "guests", "product_name", "username()"])
    func belongsToAll(_ expression: String) { #expect(!Volatility.belongsToUser(expression)) }
}
