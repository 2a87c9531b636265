import AssayVocabularies

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A wheel or source archive from the Python package index that carries vocabulary files.
struct SourceArchive {
    let package: String
    let version: String
    let fileName: String
    let sha256: String

    /// The archive that a manifest names.
    init(_ manifest: VocabularyManifest) throws {
        let source = manifest.source
        guard let package = source.package, let version = source.version, let archive = source.archive,
            let sha256 = source.archiveSHA256
        else {
            throw SourceError(description: "\(manifest.name): the manifest does not name a package and its archive")
        }
        self.package = package
        self.version = version
        self.fileName = archive
        self.sha256 = sha256
    }

    /// Makes sure that the archive is in `folder`, downloaded with pip where it is not there yet, and that it is the
    /// one its manifest names.
    func fetch(into folder: String) throws {
        let path = "\(folder)/\(fileName)"
        if access(path, R_OK) != 0 {
            log("downloading \(package) \(version)")
            _ = try run(["python3", "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder] + selection)
        }
        guard let bytes = readFile(path) else {
            throw SourceError(description: "\(path) is not there; pip downloaded another file of \(package) \(version)")
        }
        let found = SHA256.hex(of: bytes)
        guard found == sha256 else {
            throw SourceError(description: "\(path) has the SHA-256 \(found), not \(sha256); delete it and run again")
        }
    }

    /// What tells pip to take exactly this archive, whatever the machine it runs on.
    private var selection: [String] {
        let requirement = "\(package)==\(version)"
        if fileName.hasSuffix(".tar.gz") { return ["--no-binary", ":all:", requirement] }
        var options = ["--only-binary", ":all:"]
        // name-version-python-abi-platform.whl
        let tags = fileName.dropLast(".whl".count).split(separator: "-").suffix(3)
        if let abi = tags.dropFirst().first, let platform = tags.last, platform != "any" {
            options += ["--platform", String(platform), "--implementation", "cp", "--abi", String(abi)]
            options += ["--python-version", "3.12"]
        }
        return options + [requirement]
    }

    /// A file inside the archive.
    func extract(_ path: String, from folder: String) throws -> [UInt8] {
        let archive = "\(folder)/\(fileName)"
        return fileName.hasSuffix(".tar.gz")
            ? try run(["tar", "-xzOf", archive, path]) : try run(["unzip", "-p", archive, path])
    }
}

/// What is wrong with a manifest or with the file it names.
struct SourceError: Error, CustomStringConvertible {
    var description: String
}

/// A line about progress, on standard error.
func log(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
