import AssayJSON
import Testing

/// What tests of `assay compare` share.
protocol CompareTests {}

extension CompareTests {
    /// Three languages of two lines: 9, 10 and 14 tokens with o200k_base.
    func example() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("Good morning!\nThe train leaves at nine.\n", to: "texts/en.txt")
        try folder.write("Guten Morgen!\nDer Zug fährt um neun.\n", to: "texts/de.txt")
        try folder.write("おはようございます。\n列車は九時に出ます。\n", to: "texts/jpn_Jpan.txt")
        return folder
    }

    func json(_ arguments: [String], in folder: TemporaryFolder) throws -> JSONValue {
        let result = try Tool.run(["compare"] + arguments + ["--format", "json"], in: folder)
        #expect(result.status == 0, "\(result.errors)")
        return try JSONDocument(result.output).root
    }
}
