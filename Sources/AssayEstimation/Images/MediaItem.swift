import AssayJSON

/// An image, a document, audio or video of a request: what it is, and what can be known of it without the network.
struct MediaItem: Sendable {
    var kind: MediaKind
    var detail: ImageDetail
    /// The size in pixels that the data or the request says.
    var size: PixelSize?
    /// Whether the size was read from the image itself.
    var isRead = false
    var pages: Int?
    var seconds: Double?
    /// What names it: an address, a file's id, a media type.
    var reference: String

    /// Reads a content block in any provider's form. What is no JSON is an image of unknown size.
    ///
    /// Complexity: O(n) in the block.
    init(_ source: [UInt8], in span: Range<Int>, reference: String) {
        let options = JSONDocument.Options(loneSurrogates: .replace, maximumDepth: 200)
        let block = try? JSONDocument(source, in: span, options: options).root
        self.reference = reference
        detail = .auto
        kind = .image
        guard let block, block.kind == .object else { return }
        let payload = MediaPayload(block)
        kind = payload.kind
        detail = ImageDetail(name: payload.detail)
        guard let data = payload.data else {
            size = payload.size
            return
        }
        inspect(data)
        if size == nil { size = payload.size }
    }

    /// Reads what the data itself says.
    private mutating func inspect(_ data: ArraySlice<UInt8>) {
        switch kind {
        case .image:
            // A header, with room for what cameras write before it; the whole only where that is not enough.
            let start = Base64Data.decode(data, limit: 1 << 16)
            size = ImageHeader.size(start) ?? (start.count < 1 << 16 ? nil : ImageHeader.size(Base64Data.decode(data)))
            isRead = size != nil
        case .document: pages = PDFPages.count(Base64Data.decode(data))
        case .audio: seconds = MediaLength.audio(Base64Data.decode(data))
        case .video: seconds = MediaLength.video(Base64Data.decode(data))
        }
    }
}

/// Where the providers' content blocks keep what.
private struct MediaPayload {
    var kind = MediaKind.image
    var detail: String?
    /// Base64, as it is written.
    var data: ArraySlice<UInt8>?
    var size: PixelSize?

    init(_ block: JSONValue) {
        let type = block["type"]?.string ?? ""
        var node = block
        for key in ["image_url", "input_audio", "inlineData", "inline_data", "fileData", "file_data", "source", "file"] {
            guard let inner = block[key] else { continue }
            if inner.kind == .object || node["image_url"] != nil || key == "file_data" { node = inner }
            break
        }
        detail =
            node.member("detail")?.string ?? block["detail"]?.string
            ?? block["mediaResolution"]?["level"]?.string ?? block["media_resolution"]?["level"]?.string
        var media = Self.first(["media_type", "mimeType", "mime_type", "format"], of: node) ?? ""
        if let url = Self.text(node) {
            if let (type, bytes) = Self.dataURL(url) {
                if !type.isEmpty { media = type }
                data = bytes
            }
        } else if let bytes = node.member("data"), bytes.kind == .string {
            data = Self.content(bytes)
        }
        kind = Self.kind(type, media, Self.first(["filename", "file_uri", "fileUri", "url"], of: node) ?? "")
        if let width = node.member("width")?.int ?? block["width"]?.int,
            let height = node.member("height")?.int ?? block["height"]?.int
        {
            size = PixelSize(width: width, height: height)
        }
    }

    /// The address, which may hold the data itself.
    private static func text(_ node: JSONValue) -> JSONValue? {
        if node.kind == .string { return node }
        for key in ["url", "image_url", "file_data", "fileUri", "file_uri"] {
            if let value = node.member(key), value.kind == .string { return value }
        }
        return nil
    }

    /// The bytes of a string, without a copy where it has no escapes.
    private static func content(_ value: JSONValue) -> ArraySlice<UInt8> {
        value.hasEscapes ? (value.utf8 ?? [])[...] : value.rawBytes.dropFirst().dropLast()
    }

    /// `data:image/png;base64,…`
    private static func dataURL(_ value: JSONValue) -> (type: String, data: ArraySlice<UInt8>)? {
        let bytes = content(value)
        guard bytes.starts(with: "data:".utf8) else { return nil }
        guard let comma = bytes.prefix(1 << 10).firstIndex(of: UInt8(ascii: ",")) else { return ("", []) }
        let head = bytes[..<comma].dropFirst(5)
        let type = head.prefix { $0 != UInt8(ascii: ";") }
        return (String(decoding: type, as: UTF8.self), bytes[(comma + 1)...])
    }

    private static func first(_ keys: [String], of node: JSONValue) -> String? {
        for key in keys { if let text = node.member(key)?.string { return text } }
        return nil
    }

    private static func kind(_ type: String, _ media: String, _ name: String) -> MediaKind {
        let media = media.lowercased()
        if media.hasPrefix("audio/") || type == "input_audio" || type == "audio" { return .audio }
        if media.hasPrefix("video/") || type == "video" { return .video }
        if media.hasPrefix("image/") { return .image }
        if media.hasSuffix("pdf") || name.lowercased().hasSuffix(".pdf") { return .document }
        switch type {
        case "document", "file", "input_file": return .document
        default: return media.isEmpty || media.hasPrefix("image") ? .image : .document
        }
    }
}

extension JSONValue {
    /// The member of an object; nil for any other value.
    func member(_ key: String) -> JSONValue? { kind == .object ? self[key] : nil }
}
