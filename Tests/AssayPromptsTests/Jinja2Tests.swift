import AssayJSON
import Testing

@testable import AssayPrompts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Compares the renderer with the jinja2 that is installed: `python3` has to find it, else the tests are skipped.
/// `ASSAY_JINJA_CASES` names a file of more cases, in the form that `Jinja2/render.py` describes.
@Suite(.enabled(if: Jinja2.isInstalled, "python3 with jinja2 is not installed"))
struct Jinja2Tests {
    @Test func recordedCases() throws {
        try compare(Fixtures.lines("jinja-reference.jsonl").map(Jinja2.Case.init).filter { $0.expectsText })
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func generatedTemplates(seed: UInt64) throws {
        var generator = TemplateGenerator(seed: seed)
        // What jinja2 refuses at run time (a list's `indent`, say) may be rendered here.
        try compare((0..<400).map { _ in generator.next() }, allowsMore: true)
    }

    @Test(.enabled(if: Jinja2.givenCases != nil, "ASSAY_JINJA_CASES is not set"))
    func givenCases() throws {
        let source = try Jinja2.contents(#require(Jinja2.givenCases))
        try compare(JSONLines.ranges(source).map { Jinja2.Case(try DataNode.json(source, in: $0)) })
    }

    private func compare(_ cases: [Jinja2.Case], allowsMore: Bool = false) throws {
        let expected = try Jinja2.render(cases)
        try #require(expected.count == cases.count && !cases.isEmpty)
        var texts = 0
        for (item, reference) in zip(cases, expected) {
            let ours = item.render()
            switch (reference["text"], ours) {
            case (let text?, .success(let rendered)):
                texts += 1
                let isSame = Array(rendered.utf8) == text.text.bytes
                #expect(isSame, "\(item.label): \(Self.difference(rendered, text.text.string))")
            case (let text?, .failure(let error)):
                Issue.record("\(item.label): \(error), but jinja2 has \(text.text.string.prefix(200).debugDescription)")
            case (nil, .success(let rendered)) where !allowsMore:
                let error = reference["error"]?.string ?? ""
                Issue.record("\(item.label): \(rendered.prefix(200).debugDescription), but jinja2 fails: \(error)")
            case (nil, _): break
            }
        }
        #expect(texts > cases.count / 8, "most cases only fail")
    }

    /// Where two texts part, with what is around.
    private static func difference(_ ours: String, _ theirs: String) -> String {
        let shared = zip(ours, theirs).prefix { $0 == $1 }.count
        func around(_ text: String) -> String {
            String(text.dropFirst(max(0, shared - 40)).prefix(100)).debugDescription
        }
        return "at character \(shared): \(around(ours)), but jinja2 has \(around(theirs))"
    }
}

/// The reference implementation, as a process.
enum Jinja2 {
    struct Case {
        var label: String
        var template: String
        var values: [(String, JinjaValue)]
        var isChat: Bool
        /// Whether a text was recorded for the case.
        var expectsText: Bool
        /// The case as it is sent to the reference.
        var line: String

        init(_ node: DataNode) {
            template = node["template"]?.string ?? ""
            label = node["name"]?.string ?? template.debugDescription
            values = node["values"]?.members.map { ($0.key.text.string, JinjaValue($0.value)) } ?? []
            isChat = node["chat"]?.bool == true
            expectsText = node["expected"] != nil
            line = node.source
        }

        func render() -> Result<String, JinjaError> {
            Result { () throws(JinjaError) in
                try JinjaTemplate(template, environment: isChat ? .chatTemplate : .jinja).render(
                    .init(
                        values: values, jsonStyle: isChat ? .chatTemplate : .jinja,
                        now: CivilTime(year: 2026, month: 11, day: 20, hour: 13, minute: 5))
                ).text
            }
        }
    }

    static let isInstalled = system("python3 -c 'import jinja2' >/dev/null 2>&1") == 0

    static var givenCases: String? { getenv("ASSAY_JINJA_CASES").map { String(cString: $0) } }

    static func render(_ cases: [Case]) throws -> [DataNode] {
        var name = Array("/tmp/assay-jinja-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        try #require(descriptor >= 0)
        let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        let file = try #require(fdopen(descriptor, "w"))
        for item in cases { fputs(item.line + "\n", file) }
        fclose(file)
        let script = Fixtures.folder.dropLast("/Fixtures".count) + "/Jinja2/render.py"
        let pipe = try #require(popen("python3 '\(script)' < '\(path)'", "r"))
        defer { pclose(pipe) }
        let output = contents(pipe)
        return try JSONLines.ranges(output).map { try DataNode.json(output, in: $0) }
    }

    static func contents(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        return contents(file)
    }

    private static func contents(_ file: UnsafeMutablePointer<FILE>) -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return result }
            result += buffer[..<count]
        }
    }
}

extension DataNode {
    /// The value as JSON on one line.
    fileprivate var source: String {
        var writer = JSONWriter()
        write(to: &writer)
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }

    private func write(to writer: inout JSONWriter) {
        switch value {
        case .null: writer.null()
        case .bool(let value): writer.value(value)
        case .int(let value): writer.value(value)
        case .double(let value): writer.value(value)
        case .string: writer.value(text.string)
        case .sequence(let elements):
            writer.array(of: elements) { writer, element in element.write(to: &writer) }
        case .mapping(let members):
            writer.object { writer in
                for member in members {
                    writer.key(member.key.text.string)
                    member.value.write(to: &writer)
                }
            }
        }
    }
}
