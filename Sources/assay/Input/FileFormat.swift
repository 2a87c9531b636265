import AssayPrompts

/// What a file is read as: what its name and content say.
///
/// A request whose JSON or YAML breaks off is none: read as plain text it would look whole, and be counted and priced as
/// something that nobody sends.
struct FileFormat {
    private(set) var format: PromptFormat
    /// What is to be said where the file is not read as its name says.
    private(set) var note: ReadProblem?
    /// Why nobody can say what the file was meant to be; only of files in folders, where there are data of any kind.
    private(set) var doubt: Failure?

    /// - Parameters:
    ///   - name: the name that decides the format; standard input has none.
    ///   - display: what messages call the file.
    ///   - isNamed: whether the user has named this very file, and not a folder that holds it.
    ///   - action: what becomes of a file that is read: "linted", "counted".
    /// - Throws: ``Failure`` with the place where the file breaks off.
    init(_ bytes: [UInt8], name: String?, display: String, isNamed: Bool, action: String) throws(Failure) {
        format = FormatDetector.detect(bytes, name: name)
        guard format == .plain else { return }
        switch BrokenData.find(bytes, name: name) {
        case nil: break
        // In folders, data that are no known kind of prompt are left alone.
        case .other(let other)?: if isNamed { format = other }
        case .broken(let found)?:
            if let begun = found.format { throw Self.failure(begun, found.offset, found.reason, bytes, display) }
            let failure = Failure("\(Self.place(found.offset, in: bytes, display)): \(found.reason)")
            if !isNamed {
                doubt = failure
            } else if found.isCutOff {
                throw failure
            } else {
                note = ReadProblem(offset: found.offset, message: "\(found.reason); \(action) as plain text")
            }
        }
    }

    /// What is to be said of JSON and YAML that the user has named and that are no known kind of prompt.
    ///
    /// - Parameter advice: how the user says otherwise.
    func textNote(of path: FilePath, isNamed: Bool, action: String, advice: String) -> ReadProblem? {
        guard isNamed, note == nil, PromptCandidate.isData(path), format == .plain else { return nil }
        return ReadProblem(offset: 0, message: "no known kind of prompt, \(action) as plain text; \(advice)")
    }

    /// A file that begins as a format and cannot be read as one.
    static func failure(
        _ format: PromptFormat, _ offset: Int, _ reason: String, _ bytes: [UInt8], _ display: String
    ) -> Failure {
        failure(offset, "cannot be read as \(format.summary): \(reason)", bytes, display)
    }

    /// What is wrong at a place of a file.
    static func failure(_ offset: Int, _ message: String, _ bytes: [UInt8], _ display: String) -> Failure {
        let place = SourcePlaces(bytes).position(at: offset)
        var failure = Failure("\(display):\(place.line):\(place.column): \(message)")
        (failure.line, failure.column) = (place.line, place.column)
        return failure
    }

    /// A place of a file as line and column, columns counted in characters.
    static func place(_ offset: Int, in bytes: [UInt8], _ display: String) -> String {
        let place = SourcePlaces(bytes).position(at: offset)
        return "\(display):\(place.line):\(place.column)"
    }
}

extension PromptDocument {
    /// Reads a file or standard input as a prompt; its problems say where it is not read as its name says.
    ///
    /// - Parameter format: what to read it as; nil where name and content say.
    init(
        reading bytes: [UInt8], _ source: InputSource, isNamed: Bool, as format: PromptFormat?, action: String
    ) throws(Failure) {
        let name = source == .standardInput ? nil : source.path.text
        let found =
            format == nil
            ? try FileFormat(bytes, name: name, display: source.display, isNamed: isNamed, action: action) : nil
        try self.init(reading: bytes, name: name, as: found?.format ?? format, display: source.display)
        let text = found?.textNote(of: source.path, isNamed: isNamed, action: action, advice: "--as FORMAT says what it is")
        if let note = found?.note ?? text { problems.insert(note, at: 0) }
    }

    /// - Parameters:
    ///   - name: the name that formats depend on.
    ///   - display: what messages call the file.
    init(reading bytes: [UInt8], name: String?, as format: PromptFormat?, display: String) throws(Failure) {
        do throws(ReadError) {
            self = try PromptReader.read(bytes, name: name, as: format)
        } catch {
            throw Failure("\(display):\(LineIndex(bytes).line(at: error.offset)): \(error.message)")
        }
    }
}
