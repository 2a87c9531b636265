#if canImport(CAssayCLD2)
    import CAssayCLD2
#endif

/// CLD2's opinion of a text, where the package was built with it (`ASSAY_CLD2=1 swift build`).
enum TrainedProfiles {
    /// Whether CLD2 is there.
    static var isAvailable: Bool {
        #if canImport(CAssayCLD2)
            true
        #else
            false
        #endif
    }

    /// The language of a text, where CLD2 is there and holds its own answer for reliable.
    static func language(of text: UnsafeBufferPointer<UInt8>, script: WritingSystem) -> DetectedLanguage? {
        #if canImport(CAssayCLD2)
            var code = [CChar](repeating: 0, count: 16)
            guard let start = text.baseAddress, text.count <= Int(Int32.max),
                assay_cld2_detect(start, Int32(text.count), &code, Int32(code.count))
            else { return nil }
            let name = code.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            guard let tag = LanguageTag(name: String(decoding: name, as: UTF8.self)) else { return nil }
            return DetectedLanguage(language: script.tag(tag), script: script.code, certainty: .words)
        #else
            return nil
        #endif
    }
}
