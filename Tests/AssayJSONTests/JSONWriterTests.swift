import Testing

@testable import AssayJSON

@Suite struct JSONWriterTests {
    private func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("name", "a\"b")
            writer.key("list")
            writer.array(of: [1, 2]) { writer, number in writer.value(number) }
            writer.key("empty")
            writer.array { _ in }
            writer.key("none")
            writer.object { _ in }
            writer.member("missing", String?.none)
            writer.member("ratio", 0.1)
            writer.member("infinite", Double.infinity)
            writer.member("yes", true)
        }
    }

    @Test func compact() {
        var writer = JSONWriter(.compact)
        write(&writer)
        #expect(
            writer.string
                == #"{"schema":1,"name":"a\"b","list":[1,2],"empty":[],"none":{},"missing":null,"ratio":0.1,"infinite":null,"yes":true}"#
        )
    }

    @Test func pretty() {
        var writer = JSONWriter(.pretty)
        write(&writer)
        let expected = """
            {
              "schema": 1,
              "name": "a\\"b",
              "list": [
                1,
                2
              ],
              "empty": [],
              "none": {},
              "missing": null,
              "ratio": 0.1,
              "infinite": null,
              "yes": true
            }
            """
        #expect(writer.string == expected)
    }

    @Test func everyScalarReadsBackAsItself() throws {
        var text = ""
        for code in UInt32(0)...0x10FFFF where code < 0x3000 || code % 251 == 0 {
            if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
        }
        var writer = JSONWriter()
        writer.array { $0.value(text) }
        #expect(try JSONDocument(writer.bytes).root[0]?.string == text)
    }

    @Test func valuesAtTheTopAreJSONLines() {
        var writer = JSONWriter()
        writer.value(1)
        writer.object { $0.member("a", 2) }
        #expect(writer.takeBytes() == Array("1\n{\"a\":2}".utf8))
        writer.null()
        #expect(writer.string == "\nnull")
    }
}
