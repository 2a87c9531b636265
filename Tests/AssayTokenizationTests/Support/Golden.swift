import AssayJSON
import AssayTokenization
import Foundation

/// The files in `Golden/`: texts, one JSON string a line, and their ids for each vocabulary, on the lines of the same
/// number.
enum Golden {
    struct Missing: Error {
        var file: String
    }

    static func texts() throws -> [String] {
        try lines("texts.jsonl").map { line in
            guard let text = try JSONDocument(Array(line)).root.string else { throw Missing(file: "texts.jsonl") }
            return text
        }
    }

    static func ids(_ vocabulary: String) throws -> [[TokenID]] {
        try lines("\(vocabulary).ids").map { line in
            line.split(separator: 0x20).map { TokenID(String(decoding: $0, as: UTF8.self))! }
        }
    }

    /// Lines without their newline; an empty one is the ids of a text without tokens.
    private static func lines(_ file: String) throws -> [ArraySlice<UInt8>] {
        guard let url = Bundle.module.url(forResource: "Golden/\(file)", withExtension: nil) else {
            throw Missing(file: file)
        }
        var lines = Array(try Data(contentsOf: url)).split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
