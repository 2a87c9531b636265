import AssayText

/// Tells texts for people from prompts where they lie beside each other: licences and notices repeat their clauses by
/// law, pages of documentation what a reader has to find in each of their sections.
enum CompanionText {
    /// Whether a unit is a whole text file of that kind. Complexity: O(n).
    static func isOne(_ unit: UnitAnalysis) -> Bool {
        let format = unit.document.document.format
        guard format == .plain || format == .markdown else { return false }
        return format == .markdown && isPage(unit) || isLegal(unit)
    }

    // MARK: Pages

    /// Whether the name or the front matter is that of a page for readers, and the text does not address a model.
    private static func isPage(_ unit: UnitAnalysis) -> Bool {
        let opening = String(decoding: unit.text.bytes.prefix(2_000), as: UTF8.self).lowercased()
        guard !opening.contains(text: "you are a"), !opening.contains(text: "your task") else { return false }
        let name = unit.document.path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        return pageNames.contains(where: name.hasPrefix) || hasPageKeys(unit.document.source)
    }

    private static let pageNames = ["readme", "changelog", "history.md", "code_of_conduct", "security.md"]

    /// Whether the front matter has a key that only generators of web sites read.
    private static func hasPageKeys(_ source: [UInt8]) -> Bool {
        let lines = source.prefix(4_000).split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.first.map({ $0.starts(with: "---".utf8) }) == true else { return false }
        return lines.dropFirst().prefix { !$0.starts(with: "---".utf8) }.contains { line in
            pageKeys.contains { line.starts(with: $0) }
        }
    }

    private static let pageKeys = [
        "nav_order:", "parent:", "has_children:", "permalink:", "layout:", "sidebar_position:", "sidebar_label:",
        "sidebar_title:", "hide_table_of_contents:", "redirect_from:", "excerpt:",
    ].map { Array($0.utf8) }

    // MARK: Licences

    /// Whether a text has at least two phrases of licences.
    private static func isLegal(_ unit: UnitAnalysis) -> Bool {
        var text: [UInt8] = []
        text.reserveCapacity(unit.text.bytes.count)
        // Wrapped lines are one text.
        for byte in unit.text.bytes {
            if byte <= 0x20 || byte == UInt8(ascii: "*") {
                if text.last != 0x20 { text.append(0x20) }
            } else {
                text.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
            }
        }
        var found = 0
        for phrase in phrases where contains(text, phrase) {
            found += 1
            if found == 2 { return true }
        }
        return false
    }

    private static let phrases = [
        "permission is hereby granted", "redistribution and use in source and binary forms",
        "licensed under the apache license", "you may not use this file except in compliance",
        "without warranties or conditions of any kind", "without warranty of any kind",
        "this source code is licensed under", "all rights reserved", "subject to the following conditions",
        "copyright (c)", "copyright \u{A9}", "terms and conditions for use, reproduction, and distribution",
        "gnu general public license", "as is\" basis",
    ].map { Array($0.utf8) }

    private static func contains(_ text: [UInt8], _ phrase: [UInt8]) -> Bool {
        guard let first = phrase.first, text.count >= phrase.count else { return false }
        for start in 0...(text.count - phrase.count) where text[start] == first {
            if text[start..<start + phrase.count].elementsEqual(phrase) { return true }
        }
        return false
    }
}
