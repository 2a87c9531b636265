#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Memory that reads as zero and costs nothing until it is touched, which Swift's own allocation cannot promise.
func allocateZeroed(_ size: Int) -> UnsafeMutableRawPointer {
    guard let memory = calloc(1, size) else { fatalError("out of memory") }
    return memory
}

func deallocateZeroed(_ memory: UnsafeMutableRawPointer) {
    free(memory)
}
