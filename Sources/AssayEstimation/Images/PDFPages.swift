/// Counts the pages of a PDF file without reading its contents.
enum PDFPages {
    /// The number of page objects, or nil where none can be seen: newer files compress them.
    ///
    /// Complexity: O(n).
    static func count(_ bytes: [UInt8]) -> Int? {
        guard bytes.starts(with: "%PDF".utf8) else { return nil }
        let type = Array("/Type".utf8)
        let page = Array("/Page".utf8)
        var pages = 0
        var offset = 0
        while offset + type.count + page.count <= bytes.count {
            guard bytes[offset] == type[0], bytes[offset...].starts(with: type) else {
                offset += 1
                continue
            }
            offset += type.count
            while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 }
            guard bytes[offset...].starts(with: page) else { continue }
            offset += page.count
            // `/Pages` is a node of the tree.
            if offset >= bytes.count || bytes[offset] != UInt8(ascii: "s") { pages += 1 }
        }
        return pages > 0 ? pages : nil
    }
}
