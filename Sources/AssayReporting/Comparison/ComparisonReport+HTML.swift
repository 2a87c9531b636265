import AssayEstimation

extension ComparisonReport {
    /// The report as one HTML page that needs nothing else: no script runs and nothing is loaded. The numbers of
    /// ``json()`` are in it as they are, under the id `comparison`.
    public func html() -> String {
        let page = ComparisonPage(report: self)
        let parts = [
            page.introduction(), page.heatMap(), page.bars(), page.sample(), page.extras(), page.numbers(),
            page.definitions(),
        ]
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(HTML.escape(page.title))</title>
            <style>
            \(ComparisonPage.style)
            </style>
            </head>
            <body>
            <main>
            \(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
            </main>
            <script type="application/json" id="comparison">
            \(HTML.insideScript(json()))</script>
            </body>
            </html>

            """
    }
}

/// Text on its way into HTML.
enum HTML {
    /// Text as the content of an element or of a quoted attribute.
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// JSON as the content of a script element, which only `</script` or `<!--` could end or change.
    static func insideScript(_ json: [UInt8]) -> String {
        var result: [UInt8] = []
        for byte in json {
            if byte == UInt8(ascii: "<") { result += "\\u003c".utf8 } else { result.append(byte) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
