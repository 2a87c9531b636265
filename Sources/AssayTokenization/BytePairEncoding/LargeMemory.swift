#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// Memory that reads as zero, aligned to pages. What is never touched takes none: the system gives it page by page.
///
/// A table that grows is given room for all that it may become, and grows in place: fresh memory can be the dearest part of a
/// first pass, since a virtual machine may have to ask its host for each page.
final class LargeMemory {
    let start: UnsafeMutableRawPointer
    private let base: UnsafeMutableRawPointer
    private let size: Int
    private static let largePage = 1 << 21

    /// - Parameter size: how many bytes there is room for.
    init(_ size: Int) {
        let isLarge = size >= Self.largePage
        // Room to align.
        self.size = isLarge ? size + Self.largePage : size
        guard let base = mmap(nil, self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            base != MAP_FAILED
        else { fatalError("out of memory") }
        self.base = base
        start = isLarge ? base.alignedUp(toMultipleOf: Self.largePage) : base
    }

    /// Says which part will be written from now on. The system is asked for all of it in one call where it will be written all
    /// over, and for large pages behind the first 2 MB: hundreds of page faults less (a tenth of the time of a first pass).
    func use(_ part: Range<Int>, atOnce: Bool) {
        #if os(Linux)
            let small = part.clamped(to: 0..<Self.largePage)
            let large = part.clamped(to: Self.largePage..<max(part.upperBound, Self.largePage))
            // Older systems do not know it, and give pages as they are written.
            let populateWrite: CInt = 23
            if atOnce, !small.isEmpty { madvise(start + small.lowerBound, small.count, populateWrite) }
            if !large.isEmpty { madvise(start + large.lowerBound, large.count, MADV_HUGEPAGE) }
        #endif
    }

    /// Asks for large pages for somebody else's memory that will be written from its start on, where it spans so many that the
    /// first will be full: the ids of a text of 6 MB are written in 1.1 x the time otherwise.
    static func preferLargePages(_ memory: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
            guard let start = memory.baseAddress, memory.count >= 4 * largePage else { return }
            let first = start.alignedUp(toMultipleOf: largePage)
            let end = (start + memory.count).alignedDown(toMultipleOf: largePage)
            if first < end { madvise(first, end - first, MADV_HUGEPAGE) }
        #endif
    }

    deinit { munmap(base, size) }
}
