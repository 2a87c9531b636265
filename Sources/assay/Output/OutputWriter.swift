#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Standard output, buffered and checked: no command writes to it in another way.
///
/// The first failure is kept and thrown by ``flush()``, so callers check once at the end, or wherever they want to
/// stop early.
final class OutputWriter {
    /// The one writer of the process.
    nonisolated(unsafe) static let standard = OutputWriter(descriptor: STDOUT_FILENO)

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var failure: OutputFailure?
    private static let capacity = 1 << 16

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.capacity { drain() }
    }

    func write(_ bytes: some Collection<UInt8>) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.capacity { drain() }
    }

    func write(byte: UInt8) {
        buffer.append(byte)
        if buffer.count >= Self.capacity { drain() }
    }

    /// Writes a number in decimal, without the `String` in between.
    func write(decimal number: UInt32) {
        var digits: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &digits) { place in
            var start = place.count
            var rest = number
            repeat {
                start -= 1
                place[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            write(place[start...])
        }
    }

    /// Whether nothing can be written any more, so that a long task may stop.
    var hasFailed: Bool { failure != nil }

    /// Hands everything to the system; throws where any write since the start has failed.
    func flush() throws(OutputFailure) {
        drain()
        if let failure { throw failure }
    }

    private func drain() {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard failure == nil else { return }
        buffer.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                #if canImport(Glibc)
                    let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
                #else
                    let count = Darwin.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
                #endif
                if count >= 0 {
                    done += count
                } else if errno != EINTR {
                    failure = OutputFailure(error: .last)
                    return
                }
            }
        }
    }
}

/// Standard output could not be written.
struct OutputFailure: Error, CustomStringConvertible {
    var error: SystemError

    /// The reader has gone, as in `assay … | head`: no reason for a message.
    var isClosedPipe: Bool { error.code == EPIPE }

    var description: String { "cannot write to standard output: \(error)" }
}
