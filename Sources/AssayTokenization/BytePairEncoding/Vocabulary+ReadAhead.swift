import CAssayUnicode

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

extension Vocabulary {
    /// Brings the whole pack into memory and near the processor, for a text that will need most of it: from end to end
    /// takes 0.2 ms, page by page and line by line where look-ups happen to fall several times that.
    func readAhead() {
        guard let start = pack.baseAddress else { return }
        #if os(Linux)
            // All pages in one call; older systems do not know it, and map them as they are read.
            let populateRead: CInt = 22
            let page = UnsafeMutableRawPointer(mutating: start).alignedDown(toMultipleOf: 4096)
            madvise(page, start - UnsafeRawPointer(page) + pack.count, populateRead)
        #endif
        assay_touch(start.assumingMemoryBound(to: UInt8.self), Int64(pack.count))
    }
}
