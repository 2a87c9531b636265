/// What is not known of an image, a document, audio or video, so that its tokens are a range.
public enum MediaGap: Sendable, Hashable, CaseIterable {
    case imageSize, imageRule, pages, audioLength, videoLength

    /// What is taken instead, and what says better.
    var note: String {
        switch self {
        case .imageSize: "images whose size is not known are taken for any size; --image-size WIDTHxHEIGHT sets it"
        case .imageRule: "how the model counts images is not known: what other models count is taken"
        case .pages: "documents whose number of pages is not known are taken for 1 to 100 pages; --pages N sets it"
        case .audioLength: "audio whose length is not known is taken for 1 to 600 seconds; --seconds N sets it"
        case .videoLength: "video whose length is not known is taken for 1 to 600 seconds; --seconds N sets it"
        }
    }

    /// What is said of the media of a request, each sentence once.
    static func notes(_ media: some Sequence<MediaCount>) -> [String] {
        let gaps = Set(media.compactMap(\.gap))
        return allCases.filter(gaps.contains).map(\.note)
    }
}
