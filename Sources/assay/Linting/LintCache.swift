import AssayLinting

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What earlier runs found, by the content of the files: a file that has not changed is not linted again.
///
/// The cache is one file, `lint.cache` in `$ASSAY_CACHE`, `$XDG_CACHE_HOME/assay` or `~/.cache/assay`. An entry holds for
/// this very program, these rules and options, this path and these bytes. A damaged cache, or one that cannot be
/// written, is as good as none.
final class LintCache: @unchecked Sendable {
    struct Entry {
        var result: Linter.Result
        var isLeftOut: Bool
    }

    private struct Place {
        var offset: Int
        var length: Int
    }

    private let file: FilePath
    private let mapped: MappedFile?
    private let index: [ContentHash: Place]
    private let program: ContentHash
    private static let magic = Array("assay lint cache 4\n".utf8)
    /// Entries of other runs are kept up to this size.
    private static let largest = 64 << 20

    // Written by one thread alone, the one that settles jobs.
    private var used: [ContentHash] = []
    private var added: [(key: ContentHash, payload: [UInt8])] = []

    /// The cache of this user; nil where the environment names no folder for it.
    static func standard() -> LintCache? {
        func folder(_ name: String, _ inside: String) -> String? {
            guard let value = getenv(name).map({ String(cString: $0) }), value.hasPrefix("/") else { return nil }
            return value + inside
        }
        let path = folder("ASSAY_CACHE", "") ?? folder("XDG_CACHE_HOME", "/assay") ?? folder("HOME", "/.cache/assay")
        return path.map { LintCache(FilePath($0).appending("lint.cache")) }
    }

    private init(_ file: FilePath) {
        self.file = file
        mapped = try? MappedFile(file)
        index = mapped.map { Self.read($0.bytes) } ?? [:]
        program = Self.programHash()
    }

    /// A hash that differs for each build of the program.
    private static func programHash() -> ContentHash {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else { return ContentHash(Assay.configuration.version) }
        #if canImport(Glibc)
            let time = status.st_mtim
        #else
            let time = status.st_mtimespec
        #endif
        return ContentHash("\(Assay.configuration.version) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)")
    }

    /// Entries are a key of 16 bytes, a length of 4, a payload.
    private static func read(_ bytes: UnsafeRawBufferPointer) -> [ContentHash: Place] {
        guard bytes.starts(with: magic) else { return [:] }
        var result: [ContentHash: Place] = [:]
        var offset = magic.count
        while offset + 20 <= bytes.count {
            let key = ContentHash(
                low: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                high: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
            guard length <= bytes.count - offset - 20 else { break }
            result[key] = Place(offset: offset + 20, length: length)
            offset += 20 + length
        }
        return result
    }

    /// The key of a file's content under a linter.
    func key(_ bytes: [UInt8], path: FilePath, isNamed: Bool, salt: ContentHash) -> ContentHash {
        var seed = ContentHash("\(path.text)\n\(isNamed)", seed: salt)
        seed.low ^= program.low
        seed.high ^= program.high
        return bytes.withUnsafeBytes { ContentHash($0, seed: seed) }
    }

    /// What is known of a file, as long as the files that it depends on are the same. Safe to call from any thread.
    ///
    /// - Parameter context: what is known of the models that the file names.
    func entry(_ key: ContentHash, path: FilePath, _ context: LintContext) -> Entry? {
        guard let place = index[key], let mapped, place.length > Self.headLength else { return nil }
        let payload = UnsafeRawBufferPointer(rebasing: mapped.bytes[place.offset..<place.offset + place.length])
        // A bit that fell over on the disk must not become a finding.
        let checked = UnsafeRawBufferPointer(rebasing: payload.dropFirst(8))
        guard payload.loadUnaligned(as: UInt64.self) == ContentHash(checked, seed: key).low else { return nil }
        if payload[8] == 0 { return Entry(result: Linter.Result(), isLeftOut: true) }
        let rest = UnsafeRawBufferPointer(rebasing: payload.dropFirst(Self.headLength))
        guard let result = ResultCoder.decode(rest, path: path.text) else { return nil }
        let expected = ContentHash(
            low: payload.loadUnaligned(fromByteOffset: 9, as: UInt64.self),
            high: payload.loadUnaligned(fromByteOffset: 17, as: UInt64.self))
        guard expected == Self.surroundings(of: result, path, context) else { return nil }
        return Entry(result: result, isLeftOut: false)
    }

    /// Remembers what a file gave; `nil` for one that is no prompt.
    func add(_ key: ContentHash, _ result: Linter.Result?, path: FilePath, _ context: LintContext) {
        let hash = Self.surroundings(of: result ?? Linter.Result(), path, context)
        var payload: [UInt8] = [result == nil ? 0 : 1]
        withUnsafeBytes(of: hash.low) { payload.append(contentsOf: $0) }
        withUnsafeBytes(of: hash.high) { payload.append(contentsOf: $0) }
        payload += ResultCoder.encode(result ?? Linter.Result())
        let check = payload.withUnsafeBytes { ContentHash($0, seed: key).low }
        added.append((key, withUnsafeBytes(of: check) { Array($0) } + payload))
    }

    /// A check of the rest, whether there is a result, and the hash of the files it depends on.
    private static let headLength = 25

    /// A hash of the files beside a file, those that are missing included, and of the models that it names.
    private static func surroundings(
        of result: Linter.Result, _ path: FilePath, _ context: LintContext
    ) -> ContentHash {
        var hash = ContentHash(low: 0, high: 0)
        for name in result.models {
            hash = ContentHash("\(name) \(context.model?(name).map { "\($0)" } ?? "")", seed: hash)
        }
        for name in result.neighbours {
            let bytes = (try? SmallFile.read(path.parent?.appending(name) ?? FilePath(name))) ?? nil
            hash = ContentHash("\(name) \(bytes != nil)", seed: hash)
            bytes?.withUnsafeBytes { hash = ContentHash($0, seed: hash) }
        }
        return hash
    }

    /// Keeps an entry that was used.
    func keep(_ key: ContentHash) { used.append(key) }

    /// Writes the cache where something is new.
    func save() {
        guard !added.isEmpty else { return }
        var bytes = Self.magic
        var written: Set<ContentHash> = []
        func append(_ key: ContentHash, _ payload: some Collection<UInt8>) {
            guard written.insert(key).inserted else { return }
            withUnsafeBytes(of: key.low) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: key.high) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: UInt32(payload.count)) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: payload)
        }
        for (key, payload) in added { append(key, payload) }
        if let mapped {
            for key in used {
                if let place = index[key] { append(key, mapped.bytes[place.offset..<place.offset + place.length]) }
            }
            for (key, place) in index where bytes.count + place.length < Self.largest {
                append(key, mapped.bytes[place.offset..<place.offset + place.length])
            }
        }
        try? DataFiles().write(bytes, to: file.text)
    }
}
