import AssayJSON
import AssayPricing

/// One request to be priced, and where it was read.
struct PriceRequest {
    var usage: Usage
    var options = PriceOptions()
    /// The model the response names.
    var model: String?
    /// The provider whose response it is, where the model's name alone would mean another.
    var provider: String?
    /// How the provider's numbers became these.
    var notes: [String] = []
    /// File and line, for messages.
    var place: String?
}

/// Reads usage JSON: one value, a list, or one value a line.
enum PriceInput {
    static func requests(_ paths: [String], format: UsageFormat?) throws(Failure) -> [PriceRequest] {
        let sources = InputSource.all(paths)
        var requests: [PriceRequest] = []
        for source in sources {
            do {
                let values = try values(try bytes(source), source)
                for (value, line) in values {
                    let place = line.map { "\(source.display), line \($0)" } ?? source.display
                    do {
                        requests.append(try request(value, format: format, place: place))
                    } catch {
                        try report(error, isAlone: sources.count == 1 && values.count == 1)
                    }
                }
            } catch {
                try report(error, isAlone: sources.count == 1)
            }
        }
        guard !requests.isEmpty || Diagnostics.standard.errorCount > 0 else {
            throw Failure("there is no usage to price; give meters such as --input, or usage JSON")
        }
        return requests
    }

    /// One of many is reported and the rest goes on; the only one ends the run.
    static func report(_ failure: Failure, isAlone: Bool) throws(Failure) {
        if isAlone { throw failure }
        Diagnostics.standard.error(failure.description)
    }

    /// A whole file or standard input.
    static func bytes(_ source: InputSource) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            try FileReader().read(source) { part in
                bytes += part
                return bytes.count <= JSONDocument.maximumLength
            }
        } catch {
            throw source.failure(error)
        }
        return bytes
    }

    /// The values in a text: the elements of a list, the one value there is, or those of each line.
    private static func values(
        _ bytes: [UInt8], _ source: InputSource
    ) throws(Failure) -> [(value: JSONValue, line: Int?)] {
        do {
            let root = try JSONDocument(bytes).root
            return root.kind == .array ? root.elements.map { ($0, nil) } : [(root, nil)]
        } catch {
            // Several values: each line is one. Otherwise what is wrong with the whole is the message.
            let isLines = error.code == .trailingBytes || error.code == .empty || isLineByLine(bytes)
            guard isLines else { throw source.failure(error) }
            return lines(bytes, source)
        }
    }

    /// Whether a text that is no JSON has lines that are: it starts with an object, and some line holds one whole.
    private static func isLineByLine(_ bytes: [UInt8]) -> Bool {
        bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
            && bytes.split(separator: UInt8(ascii: "\n")).contains { line in
                line.first == UInt8(ascii: "{") && (try? JSONDocument(Array(line))) != nil
            }
    }

    /// The values of lines. A broken line is reported and the rest goes on.
    private static func lines(_ bytes: [UInt8], _ source: InputSource) -> [(value: JSONValue, line: Int?)] {
        var values: [(value: JSONValue, line: Int?)] = []
        var start = 0
        var line = 0
        while start < bytes.count {
            line += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if bytes[start..<end].contains(where: { $0 > 0x20 }) {
                do {
                    values.append((try JSONDocument(Array(bytes[start..<end])).root, line))
                } catch {
                    Diagnostics.standard.error(source.failure(error, line: line).description)
                }
            }
            start = end + 1
        }
        return values
    }

    private static func request(
        _ value: JSONValue, format: UsageFormat?, place: String
    ) throws(Failure) -> PriceRequest {
        do {
            let report = try UsageReader.read(value, format: format)
            return PriceRequest(
                usage: report.usage, options: report.options, model: report.model,
                provider: report.format == .openRouter ? "openrouter" : nil, notes: report.notes, place: place)
        } catch {
            throw Failure("\(place): \(error)")
        }
    }
}
