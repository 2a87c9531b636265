import CAssay

/// Why a call did not do what it was asked, as a caller in C sees it.
struct Failure: Error {
    var status: assay_status
    var message: String

    static func badArgument(_ message: String) -> Failure {
        Failure(status: assay_status(ASSAY_BAD_ARGUMENT), message: message)
    }

    static func tooSmall(_ needed: Int, _ capacity: Int, _ unit: String) -> Failure {
        Failure(
            status: assay_status(ASSAY_TOO_SMALL), message: "there are \(needed) \(unit), and room for \(capacity)")
    }

    /// Runs the body of a function of the interface: its status, and what went wrong in `message`.
    static func report(
        _ message: UnsafeMutablePointer<assay_message>?, _ body: () throws(Failure) -> Void
    ) -> assay_status {
        do {
            try body()
            write("", to: message)
            return assay_status(ASSAY_OK)
        } catch {
            write(error.message, to: message)
            return error.status
        }
    }

    /// Cuts on a character boundary, and always leaves room for the zero byte.
    private static func write(_ text: String, to message: UnsafeMutablePointer<assay_message>?) {
        guard let message else { return }
        withUnsafeMutableBytes(of: &message.pointee) { room in
            let bytes = Array(text.utf8)
            var end = min(bytes.count, room.count - 1)
            while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            room.copyBytes(from: bytes[..<end])
            room[end] = 0
        }
    }
}
