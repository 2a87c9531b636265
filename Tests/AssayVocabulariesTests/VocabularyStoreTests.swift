import AssayTokenization
import Synchronization
import Testing

@testable import AssayVocabularies

/// Files in memory, which can be told to fail.
final class MemoryFiles: VocabularyFiles {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    struct State {
        var contents: [String: [UInt8]] = [:]
        /// Writing to a path with this in it fails.
        var failing: String?
        var mapsFiles = false
    }

    let state = Mutex(State())

    func read(_ path: String) throws -> [UInt8]? { state.withLock { $0.contents[path] } }

    func map(_ path: String) -> MappedBytes? {
        guard state.withLock({ $0.mapsFiles }), let bytes = state.withLock({ $0.contents[path] }) else { return nil }
        let memory = AlignedMemory(bytes)
        return MappedBytes(bytes: memory.bytes, owner: memory)
    }

    /// Stands for a mapped file.
    private final class AlignedMemory {
        let bytes: UnsafeRawBufferPointer

        init(_ contents: [UInt8]) {
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: contents.count, alignment: 64)
            memory.copyBytes(from: contents)
            bytes = UnsafeRawBufferPointer(memory)
        }

        deinit { bytes.deallocate() }
    }

    func write(_ bytes: [UInt8], to path: String) throws {
        try state.withLock { state in
            if let failing = state.failing, path.contains(failing) { throw Failure(description: "disk full") }
            state.contents[path] = bytes
        }
    }

    func remove(_ path: String) throws { state.withLock { _ = $0.contents.removeValue(forKey: path) } }

    func names(in folder: String) throws -> [String] {
        state.withLock { state in
            let inside = state.contents.keys.filter { $0.hasPrefix(folder + "/") }
            return Array(Set(inside.map { String($0.dropFirst(folder.count + 1).split(separator: "/")[0]) }))
        }
    }
}

@Suite struct VocabularyStoreTests {
    let files = MemoryFiles()
    var store: VocabularyStore { VocabularyStore(folder: "/data", files: files) }

    @discardableResult
    private func add(_ name: String, tokens: [[UInt8]] = SyntheticFiles.tokens) throws -> VocabularyManifest {
        let file = SyntheticFiles.tiktoken(tokens)
        let source = try VocabularyImporter.import(
            bytes: file, fileName: "dir/ranks.tiktoken", options: .init(name: name, pattern: "llama3"))
        return try file.withUnsafeBytes { try store.add(source, from: $0, fileName: "dir/ranks.tiktoken") }
    }

    @Test func keepsAndOpens() throws {
        let manifest = try add("mine")
        #expect(manifest.source.path == "ranks.tiktoken" && manifest.source.format == .tiktoken)
        #expect(manifest.source.sha256 == SHA256.hex(of: SyntheticFiles.tiktoken()))
        #expect(try store.names() == ["mine"])
        #expect(try store.manifest(named: "mine") == manifest)
        let tokenizer = Tokenizer(try store.resolve("mine"))
        #expect(try tokenizer.encode("hello world") == [259, 264])
        #expect(try store.resolve("gpt2").name == "r50k_base")
        try store.verify(named: "mine")
    }

    @Test func replacesAndRemoves() throws {
        try add("mine")
        let second = try add("mine", tokens: Array(SyntheticFiles.tokens.dropLast()))
        #expect(try store.vocabulary(named: "mine").tokenCount == second.tokenCount)
        #expect(files.state.withLock { $0.contents.count } == 2)
        try store.remove(named: "mine")
        #expect(files.state.withLock { $0.contents.isEmpty })
        #expect(throws: VocabularyError.self) { try store.remove(named: "mine") }
    }

    @Test(arguments: [".pack", "manifest"])
    func anInterruptedImportLeavesTheOldOne(_ failing: String) throws {
        let first = try add("mine")
        files.state.withLock { $0.failing = failing }
        let error = #expect(throws: VocabularyError.self) {
            try add("mine", tokens: Array(SyntheticFiles.tokens.dropLast()))
        }
        #expect(error?.code == .cannotStore && error?.description == "vocabulary mine: disk full")
        #expect(try store.vocabulary(named: "mine").tokenCount == first.tokenCount)
        try store.verify(named: "mine")
    }

    @Test func mappedFilesAreUsedInPlace() throws {
        try add("mine")
        files.state.withLock { $0.mapsFiles = true }
        let vocabulary = try store.vocabulary(named: "mine")
        try store.remove(named: "mine")
        #expect(try Tokenizer(vocabulary).encode("hello world") == [259, 264])
    }

    @Test(arguments: [false, true])
    func damageIsFound(mapsFiles: Bool) throws {
        let manifest = try add("mine")
        files.state.withLock { $0.mapsFiles = mapsFiles }
        let path = "/data/mine/\(try #require(manifest.pack).file)"
        let pack = try #require(try files.read(path))
        for damaged in [Array(pack.dropLast()), pack + [0], [], Array(pack.dropFirst())] {
            try files.write(damaged, to: path)
            let error = #expect(throws: VocabularyError.self) { try store.vocabulary(named: "mine") }
            #expect(error?.code == .unusable && error?.description.contains("import it again") == true)
        }
        for position in Array(stride(from: 0, to: pack.count, by: pack.count / 97)) + pack.indices.suffix(32) {
            var damaged = pack
            damaged[position] ^= 0x10
            try files.write(damaged, to: path)
            #expect(throws: VocabularyError.self) { try store.vocabulary(named: "mine") }
            #expect(throws: VocabularyError.self) { try store.verify(named: "mine") }
        }
        try files.remove(path)
        #expect(throws: VocabularyError.self) { try store.vocabulary(named: "mine") }
    }

    @Test func aManifestCannotPointElsewhere() throws {
        let manifest = try add("mine")
        let file = try #require(manifest.pack).file
        let pack = try #require(try files.read("/data/mine/\(file)"))
        var changed = manifest
        changed.pack?.file = "../../secret.pack"
        try files.write(changed.json, to: "/data/mine/manifest.json")
        try files.write(pack, to: "/data/mine/../../secret.pack")
        #expect(throws: VocabularyError.self) { try store.vocabulary(named: "mine") }
    }

    @Test(arguments: ["gpt2", "o200k_base", "CL100K"])
    func builtInNamesAreTaken(_ name: String) {
        let error = #expect(throws: VocabularyError.self) { try add(name) }
        #expect(error?.code == .cannotStore)
    }

    @Test(arguments: ["llama3", "llama4"])
    func aWellKnownNameIsForThatVocabularyAlone(_ name: String) throws {
        let file = SyntheticFiles.tiktoken()
        let source = try VocabularyImporter.import(bytes: file, fileName: "f", options: .init(name: name))
        let error = #expect(throws: VocabularyError.self) {
            try file.withUnsafeBytes { try store.add(source, from: $0, fileName: "f") }
        }
        #expect(error?.code == .cannotStore)
        #expect(error?.description.contains("this is another vocabulary: it has \(source.tokens.count) tokens") == true)
        #expect(files.state.withLock { $0.contents.isEmpty })
        let unknown = #expect(throws: VocabularyError.self) { try store.resolve(name) }
        #expect(unknown?.description.contains("assay vocab import FILE --name \(name)") == true)
    }

    @Test func whatMakesAnotherVocabulary() throws {
        let file = SyntheticFiles.tiktoken()
        let source = try VocabularyImporter.import(bytes: file, fileName: "f", options: .init(name: "llama3"))
        let known = KnownVocabulary(
            name: "llama3", title: "Llama 3", tokenCount: source.tokens.count, preTokenizer: .llama3,
            tokensSHA256: KnownVocabulary.digest(of: source.tokens))
        #expect(known.difference(of: source) == nil)
        var shuffled = source
        shuffled.tokens.reverse()
        #expect(known.difference(of: shuffled) == nil)
        var special = source
        let eot = source.specialTokens[9]
        special.tokens.append(VocabularySource.Token(id: eot.id, bytes: Array(eot.text.utf8)))
        #expect(known.difference(of: special) == nil)
        for change: (inout VocabularySource) -> Void in [
            { $0.tokens.removeLast() }, { $0.preTokenizer = .o200k }, { $0.normalizer = .nfc },
            { $0.tokens[300 % $0.tokens.count].bytes.append(7) },
            { source in
                let first = source.tokens[0].id
                source.tokens[0].id = source.tokens[1].id
                source.tokens[1].id = first
            },
        ] {
            var changed = source
            change(&changed)
            #expect(known.difference(of: changed) != nil)
        }
    }

    @Test func whatIsLeftOfAVocabularyCanBeRemoved() throws {
        try add("mine")
        try add("other")
        try files.write([], to: "/data/stray")
        try files.write([], to: "/data/notes/readme")
        try files.remove("/data/mine/manifest.json")
        #expect(try store.names() == ["mine", "other"])
        let error = #expect(throws: VocabularyError.self) { try store.manifest(named: "mine") }
        #expect(error?.code == .unusable && error?.description.contains("its manifest is missing") == true)
        try store.remove(named: "mine")
        #expect(try store.names() == ["other"])
        #expect(throws: VocabularyError.self) { try store.remove(named: "notes") }
    }

    @Test func unknownNamesGetTheNearestOfAll() throws {
        try add("my-model")
        let error = #expect(throws: VocabularyError.self) { try store.resolve("my-modle") }
        #expect(error?.nearest == ["my-model"])
        #expect(throws: VocabularyError.self) { try store.resolve("../my-model") }
    }

    @Test(
        arguments: [
            (["ASSAY_DATA": "/d/", "HOME": "/h"], "/d/vocabularies"),
            (["XDG_DATA_HOME": "/x", "HOME": "/h"], "/x/assay/vocabularies"),
            (["XDG_DATA_HOME": "relative", "HOME": "/h"], "/h/.local/share/assay/vocabularies"),
            (["XDG_DATA_HOME": "", "HOME": "/h"], "/h/.local/share/assay/vocabularies"), ([:], nil),
        ] as [([String: String], String?)])
    func defaultFolder(_ environment: [String: String], _ expected: String?) {
        #expect(VocabularyStore.defaultFolder(environment: environment) == expected)
    }

    @Test func manifestsReadBack() throws {
        for name in VocabularyRegistry.embeddedNames {
            let manifest = try VocabularyRegistry.manifest(named: name)
            #expect(try VocabularyManifest(json: manifest.json) == manifest)
        }
        for broken in ["", "{}", #"{"schema":2}"#, #"{"schema":1,"name":5}"#] {
            #expect(throws: ManifestError.self) { try VocabularyManifest(json: Array(broken.utf8)) }
        }
    }
}
