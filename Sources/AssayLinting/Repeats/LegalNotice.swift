/// Tells licences and notices from prompts: text files that lie beside prompts and repeat their clauses by law.
enum LegalNotice {
    /// Whether a unit is one: a whole text file with at least two phrases of licences. Complexity: O(n).
    static func isOne(_ unit: UnitAnalysis) -> Bool {
        guard [.plain, .markdown].contains(unit.document.document.format) else { return false }
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
