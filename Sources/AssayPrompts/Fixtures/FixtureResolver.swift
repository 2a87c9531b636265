import AssayText

/// Turns the fixtures of a unit into values, with the help of the files they name.
public struct FixtureResolver: Sendable {
    /// Reads a file by the path that the prompt gives; nil where there is none.
    private let read: @Sendable (String) -> [UInt8]?
    /// Sets of values a unit may have; a matrix of lists grows fast.
    private static let maximum = 1_000

    public init(read: @escaping @Sendable (String) -> [UInt8]?) {
        self.read = read
    }

    /// The sets of values, and what could not be read of them; offsets are those of the prompt's file.
    public func values(of unit: PromptUnit) -> (values: [PromptValues], problems: [ReadProblem]) {
        var result: [PromptValues] = []
        var problems: [ReadProblem] = []
        for fixture in unit.facts.fixtures {
            let offset = fixture.values.span.lowerBound
            var sets: [PromptValues] = []
            if let file = fixture.file {
                do throws(ReadError) {
                    sets = try load(file, fixture)
                } catch {
                    problems.append(ReadProblem(offset: offset, message: error.message))
                }
            } else if fixture.values.isMapping {
                sets = [PromptValues(name: fixture.name, fixture.values)]
            }
            for var set in sets {
                if let defaults = fixture.defaults { set.fillGaps(from: defaults) }
                let filled = fill(set, offset, &problems)
                result += fixture.isMatrix ? Self.matrix(filled, limit: Self.maximum - result.count) : [filled]
            }
            if result.count >= Self.maximum {
                problems.append(
                    ReadProblem(offset: offset, message: "only the first \(Self.maximum) sets of values are used"))
                break
            }
        }
        return (result, problems)
    }

    // MARK: Files

    /// A file that holds a set of values, or a list of entries that each hold one.
    private func load(_ path: String, _ fixture: PromptFixture) throws(ReadError) -> [PromptValues] {
        let source = try bytes(path)
        if path.hasSuffix(".csv") { return Self.table(source, name: fixture.name) }
        let root: DataNode
        do throws(ReadError) {
            root = path.hasSuffix(".jsonl") ? try lines(source) : try DataFile.parse(source, name: path)
        } catch {
            throw ReadError(offset: error.offset, message: "\(path): \(error.message)")
        }
        let entries = root.isSequence ? root.elements : [root]
        return entries.enumerated().compactMap { index, entry in
            guard let values = fixture.key.flatMap({ entry[$0] }) ?? (entry.isMapping ? entry : nil) else { return nil }
            let name = root.isSequence ? "\(fixture.name) \(index + 1)" : fixture.name
            return PromptValues(name: name, values)
        }
    }

    private func lines(_ source: [UInt8]) throws(ReadError) -> DataNode {
        var nodes: [DataNode] = []
        for line in JSONLines.ranges(source) { nodes.append(try DataNode.json(source, in: line)) }
        return DataNode(.sequence(nodes), span: 0..<source.count)
    }

    private func bytes(_ path: String) throws(ReadError) -> [UInt8] {
        let end = path.split(separator: ".").last.map(String.init) ?? ""
        if ["py", "js", "ts", "mjs", "cjs"].contains(end) {
            throw ReadError(offset: 0, message: "\(path) is a program that makes values; it is not run")
        }
        guard !path.contains("*"), !path.contains(text: "://") else {
            throw ReadError(offset: 0, message: "\(path) is no single file; its values are not used")
        }
        guard let source = read(path) else { throw ReadError(offset: 0, message: "cannot read \(path) beside it") }
        return source
    }

    /// A table with names in its first row; columns such as `__expected` are no values.
    private static func table(_ source: [UInt8], name: String) -> [PromptValues] {
        let rows = CSVTable.rows(source)
        guard let header = rows.first else { return [] }
        return rows.dropFirst().enumerated().map { index, row in
            let cells = zip(header, row).filter { !$0.0.hasPrefix("__") }
            return PromptValues(name: "\(name) \(index + 1)", values: cells.map { ($0.0, .string($0.1)) })
        }
    }

    /// `file://…` as a value stands for the file's content: data of JSON and YAML files, the text of all others.
    private func fill(_ set: PromptValues, _ offset: Int, _ problems: inout [ReadProblem]) -> PromptValues {
        var set = set
        for index in set.values.indices {
            guard case .string(let text) = set.values[index].value, text.hasPrefix("file://") else { continue }
            let path = String(text.dropFirst(7))
            do throws(ReadError) {
                let source = try bytes(path)
                let isData = [".json", ".yaml", ".yml"].contains { path.hasSuffix($0) }
                set.values[index].value =
                    isData
                    ? JinjaValue(try DataFile.parse(source, name: path))
                    : .string(String(decoding: source, as: UTF8.self))
            } catch {
                problems.append(ReadProblem(offset: offset, message: "\(set.name): \(error.message)"))
                set.values.remove(at: index)
                return fill(set, offset, &problems)
            }
        }
        return set
    }

    // MARK: Lists

    /// Every combination of the values that are lists of texts, the last one changing fastest.
    private static func matrix(_ set: PromptValues, limit: Int) -> [PromptValues] {
        var result = [set]
        for index in set.values.indices {
            // A list of anything but texts is one value.
            guard case .list(let choices) = set.values[index].value, case .string? = choices.first else { continue }
            result = result.flatMap { set in
                choices.prefix(max(1, limit)).map { choice in
                    var set = set
                    set.values[index].value = choice
                    return set
                }
            }
            result = Array(result.prefix(max(0, limit)))
        }
        guard result.count > 1 else { return result }
        return result.enumerated().map { PromptValues(name: "\(set.name).\($0 + 1)", values: $1.values) }
    }
}
