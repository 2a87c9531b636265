import CAssaySamples

/// A dozen everyday sentences in many languages, written for this project and embedded (`Samples/everyday`).
public enum ParallelSample {
    /// One language of the sample.
    public struct Text: @unchecked Sendable {
        // Unchecked: the pointer is to constant memory.
        public var language: LanguageTag
        /// The sentences, one a line, in the same order in every language. The memory stays for good.
        public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

        private let start: UnsafePointer<UInt8>
        private let count: Int

        fileprivate init(_ sample: assay_sample) {
            let tag = String(cString: sample.language)
            language = LanguageTag(name: tag) ?? LanguageTag(language: tag)
            start = sample.bytes
            count = sample.length
        }
    }

    /// The languages, English first.
    public static var texts: [Text] { (0..<assay_sample_count).map { Text(assay_samples[$0]) } }
}
