extension PricePack {
    /// Part of a text that is read by itself.
    struct Record {
        /// What the record is looked for by. The records of a text come in the order of their keys' bytes.
        var key: String
        var text: String
    }

    /// The size at which a section ends: smaller ones are found faster and compressed worse.
    private static let wantedSize = 16_384

    private struct Section {
        var key: [UInt8]
        var bytes: [UInt8]
    }

    /// The pack of these texts.
    ///
    /// - Complexity: that of compressing each section, see ``LZ4Block/compress(_:)``.
    static func packed(_ texts: [(name: String, records: [Record])]) -> [UInt8] {
        let texts = texts.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let sections = texts.map { PricePack.sections($0.records) }
        let sectionCount = sections.reduce(0) { $0 + $1.count }
        let dataStart = headerSize + texts.count * textSize + sectionCount * sectionSize
        var data: [UInt8] = []
        func place(_ bytes: [UInt8]) -> [UInt8] {
            defer { data += bytes }
            return number(dataStart + data.count) + number(bytes.count)
        }
        var textLines: [UInt8] = []
        var sectionLines: [UInt8] = []
        for (text, sections) in zip(texts, sections) {
            let first = sectionLines.count / sectionSize
            textLines += place(Array(text.name.utf8)) + number(first) + number(sections.count)
            for section in sections {
                sectionLines += place(section.key) + place(LZ4Block.compress(section.bytes))
                sectionLines += number(section.bytes.count)
            }
        }
        return magic + number(texts.count) + number(sectionCount) + textLines + sectionLines + data
    }

    /// Records with one key stay together. Those with an empty key have a section of their own: it is often read alone.
    private static func sections(_ records: [Record]) -> [Section] {
        var sections: [Section] = []
        var lastKey = ""
        for record in records {
            let bytes = Array(record.text.utf8)
            if let last = sections.last, record.key == lastKey || !lastKey.isEmpty && last.bytes.count < wantedSize {
                sections[sections.count - 1].bytes += bytes
            } else {
                sections.append(Section(key: Array(record.key.utf8), bytes: bytes))
            }
            lastKey = record.key
        }
        return sections
    }

    private static func number(_ value: Int) -> [UInt8] {
        let value = UInt32(value)
        return (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
