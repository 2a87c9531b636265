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

    init(_ size: Int) {
        let isLarge = size >= Self.largePage
        // Room to align: what is never touched takes no memory.
        self.size = isLarge ? size + Self.largePage : size
        guard let base = mmap(nil, self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            base != MAP_FAILED
        else { fatalError("out of memory") }
        self.base = base
        start = isLarge ? base.alignedUp(toMultipleOf: Self.largePage) : base
        #if os(Linux)
        if isLarge { madvise(start, size, MADV_HUGEPAGE) }
        #endif
    }

    deinit { munmap(base, size) }
}
