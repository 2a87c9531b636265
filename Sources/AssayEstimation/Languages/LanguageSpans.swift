/// A stretch of a text in one language.
public struct LanguageSpan: Sendable, Hashable {
    /// The language; ``LanguageTag/undetermined`` where the text does not tell; nil where the stretch has no letters.
    public var language: LanguageTag?
    /// The ISO 15924 code of the script, such as `Latn` or `Jpan`; nil where the stretch has no letters.
    public var script: String?
    /// Offsets in bytes.
    public var range: Range<Int>

    public init(language: LanguageTag? = nil, script: String? = nil, range: Range<Int>) {
        self.language = language
        self.script = script
        self.range = range
    }
}

/// Where a text changes its language.
///
/// A text is cut where its script changes, and at line ends, since a line is seldom in two languages of one script. A
/// line that is too short to tell is in the language of the lines of its script around it. Where they do not tell
/// either, the language is undetermined: a guess is as often wrong as right.
public enum LanguageSpans {
    /// The spans of a text, end to end; neighbours differ in language or script. Linear in the text.
    public static func spans(of text: UnsafeBufferPointer<UInt8>) -> [LanguageSpan] {
        var finder = LanguageSpanFinder(text)
        return finder.spans()
    }

    /// The spans of a text, in UTF-8 offsets; see ``spans(of:)-(UnsafeBufferPointer<UInt8>)``.
    public static func spans(of text: String) -> [LanguageSpan] {
        var text = text
        return text.withUTF8 { spans(of: $0) }
    }
}

private struct LanguageSpanFinder {
    private let text: UnsafeBufferPointer<UInt8>
    /// What each script's text as a whole is in, where a line of it does not tell.
    private var usual: [WritingSystem: DetectedLanguage?] = [:]
    /// The first of each script's stretches, one behind the other, up to a detector's window.
    private var samples: [WritingSystem: [UInt8]] = [:]

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    mutating func spans() -> [LanguageSpan] {
        let stretches = lines().flatMap(stretches(ofLine:))
        for stretch in stretches { collect(stretch) }
        var result: [LanguageSpan] = []
        for stretch in stretches {
            var span = LanguageSpan(range: stretch.range)
            if let script = stretch.script {
                let found = detected(stretch.range, script)
                let isTold = found.map { $0.certainty != .guess } ?? false
                span.language = isTold ? found?.language : .undetermined
                span.script = found?.script ?? script.code
            }
            append(span, to: &result)
        }
        return result
    }

    private typealias Stretch = (range: Range<Int>, script: WritingSystem?)

    private func lines() -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for (offset, byte) in text.enumerated() where byte == 0x0A {
            lines.append(start..<offset + 1)
            start = offset + 1
        }
        if start < text.count { lines.append(start..<text.count) }
        return lines
    }

    private func stretches(ofLine line: Range<Int>) -> [Stretch] {
        let part = UnsafeBufferPointer(rebasing: text[line])
        return ScriptSpans.spans(of: part, fold: WritingSystem.folded).map { span in
            let range = line.lowerBound + span.range.lowerBound..<line.lowerBound + span.range.upperBound
            guard span.script != .common else { return (range, nil) }
            guard span.script == .han else { return (range, WritingSystem(code: span.script.code)) }
            var profile = ScriptProfile()
            profile.add(UnsafeBufferPointer(rebasing: text[range]))
            return (range, WritingSystem.main(of: profile))
        }
    }

    private mutating func collect(_ stretch: Stretch) {
        guard let script = stretch.script else { return }
        let room = LanguageDetector.window - samples[script, default: []].count
        if room > 0 { samples[script, default: []] += text[stretch.range].prefix(room) }
    }

    private mutating func detected(_ range: Range<Int>, _ script: WritingSystem) -> DetectedLanguage? {
        let whole = usualLanguage(script)
        if whole?.certainty == .script, script != .chinese { return whole }
        let part = UnsafeBufferPointer(rebasing: text[range].prefix(LanguageDetector.window))
        guard let found = LanguageDetector.detect(part, script: script) else { return whole }
        // Chinese characters that both forms have are in the form of the rest.
        if script == .chinese {
            guard found.language.script != nil, var whole else { return whole }
            (whole.language, whole.script) = (found.language, found.script)
            return whole
        }
        guard let whole, whole.certainty != .guess else { return found }
        return found.certainty == .guess || part.count < 16 ? whole : found
    }

    private mutating func usualLanguage(_ script: WritingSystem) -> DetectedLanguage? {
        if let known = usual[script] { return known }
        let found = samples[script, default: []].withUnsafeBufferPointer { LanguageDetector.detect($0, script: script) }
        usual[script] = .some(found)
        return found
    }

    /// Adds a span, or makes the last one longer: what has no letters belongs to what is before it.
    private func append(_ span: LanguageSpan, to spans: inout [LanguageSpan]) {
        guard let last = spans.last else { return spans.append(span) }
        if span.script == nil || (last.language == span.language && last.script == span.script) {
            spans[spans.count - 1].range = last.range.lowerBound..<span.range.upperBound
        } else if last.script == nil {
            spans[spans.count - 1] = span
            spans[spans.count - 1].range = last.range.lowerBound..<span.range.upperBound
        } else {
            spans.append(span)
        }
    }
}
