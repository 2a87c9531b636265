#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Memory that reads as zero, aligned to pages. The system gives it page by page as it is touched; of 2 MB or more, in
/// large pages where it has them, which saves hundreds of page faults (a tenth of the time of a first pass).
final class LargeMemory {
    let start: UnsafeMutableRawPointer
    private let base: UnsafeMutableRawPointer
    private let size: Int
    private static let largePage = 1 << 21

    /// - Parameter isUsedAtOnce: whether all of it will be written soon: then the system is asked for it in one call.
    init(_ size: Int, isUsedAtOnce: Bool = false) {
        let isLarge = size >= Self.largePage
        // Room to align: what is never touched takes no memory.
        self.size = isLarge ? size + Self.largePage : size
        guard let base = mmap(nil, self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            base != MAP_FAILED
        else { fatalError("out of memory") }
        self.base = base
        start = isLarge ? base.alignedUp(toMultipleOf: Self.largePage) : base
        #if os(Linux)
        // Older systems do not know the second, and give pages as they are written.
        let populateWrite: CInt = 23
        if isLarge { madvise(start, size, MADV_HUGEPAGE) } else if isUsedAtOnce { madvise(start, size, populateWrite) }
        #endif
    }

    deinit { munmap(base, size) }
}
