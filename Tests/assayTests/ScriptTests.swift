import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The scripts of the repository, with stand-ins for the compiler.
@Suite struct ScriptTests {
    @Test func tryEndsWithThePlaceOfTheBinary() throws {
        let folder = try TemporaryFolder()
        try folder.write(try Snapshot.read("\(Checkout.root)/scripts/try"), to: "scripts/try")
        try folder.write("#!/bin/sh\n", to: "scripts/setup")
        try folder.write("#!/bin/sh\necho counted\n", to: "out/release/assay")
        try folder.write("#!/bin/sh\ncase $* in *--show-bin-path*) echo \(folder.path)/out/release ;; esac\n", to: "bin/swift")
        for name in ["scripts/try", "scripts/setup", "out/release/assay", "bin/swift"] { folder.setRights(0o755, of: name) }
        let output = try Tool.shell("PATH=\"$PWD/bin:$PATH\" && cd / && \(folder.path)/scripts/try", in: folder.path)
        #expect(
            output == """
                counted

                built out/release/assay; scripts/install --prefix ~/.local installs a static one, to call as assay

                """)
        #expect(try Snapshot.read("\(Checkout.root)/scripts/install").contains("scripts/install --prefix DIR"))
    }

    @Test func whatAFailedBuildSaysIsShown() throws {
        let folder = try TemporaryFolder()
        func run(_ command: String) throws -> String {
            try Tool.shell("\(Checkout.root)/scripts/logged logs/build.log \(command); echo \"exit $?\"", in: folder.path)
        }
        #expect(try run("echo '[1/2] Compiling'") == "exit 0\n")
        #expect(try folder.read("logs/build.log") == Array("[1/2] Compiling\n".utf8))
        #expect(try run("sh -c 'echo wrong >&2; exit 3'") == "wrong\nexit 3\n")
    }
}
