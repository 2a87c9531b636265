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
    /// Where it was read, and file and line for messages; nil for meters of the command line.
    var source: InputSource?
    var place: String?
}

/// Reads usage JSON: one value, a list, or one value a line.
enum PriceInput {
    /// The requests that can be read; what cannot is told, and the rest goes on.
    static func requests(
        _ paths: [String], format: UsageFormat?, _ batch: FileBatch
    ) throws(Failure) -> [PriceRequest] {
        var requests: [PriceRequest] = []
        for source in InputSource.all(paths) {
            do {
                for (value, line) in try values(try bytes(source), source, batch) {
                    do {
                        requests.append(try request(value, line, format: format, source))
                    } catch {
                        batch.fail(source.path, error)
                    }
                }
            } catch {
                batch.fail(source.path, error)
            }
        }
        guard !requests.isEmpty || !batch.failures.isEmpty else {
            throw Failure("there is no usage to price; give meters such as --input, or usage JSON")
        }
        return requests
    }

    /// A whole file or standard input.
    static func bytes(_ source: InputSource) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            try FileReader.make().read(source) { part in
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
        _ bytes: [UInt8], _ source: InputSource, _ batch: FileBatch
    ) throws(Failure) -> [(value: JSONValue, line: Int?)] {
        do {
            let root = try JSONDocument(bytes).root
            return root.kind == .array ? root.elements.map { ($0, nil) } : [(root, nil)]
        } catch {
            // Several values: each line is one. Otherwise what is wrong with the whole is the message.
            let isLines = error.code == .trailingBytes || error.code == .empty || isLineByLine(bytes)
            guard isLines else { throw Failure("\(source.display): not JSON: \(error)") }
            return lines(bytes, source, batch)
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
    private static func lines(
        _ bytes: [UInt8], _ source: InputSource, _ batch: FileBatch
    ) -> [(value: JSONValue, line: Int?)] {
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
                    batch.fail(source.path, source.failure(error, line: line))
                }
            }
            start = end + 1
        }
        return values
    }

    private static func request(
        _ value: JSONValue, _ line: Int?, format: UsageFormat?, _ source: InputSource
    ) throws(Failure) -> PriceRequest {
        let place = line.map { "\(source.display), line \($0)" } ?? source.display
        do {
            let report = try UsageReader.read(value, format: format)
            return PriceRequest(
                usage: report.usage, options: report.options, model: report.model,
                provider: report.format == .openRouter ? "openrouter" : nil, notes: report.notes, source: source,
                place: place)
        } catch {
            throw Failure("\(place): \(error)")
        }
    }
}
