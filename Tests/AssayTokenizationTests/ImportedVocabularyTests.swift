import AssayVocabularies
import Foundation
import Testing

@testable import AssayTokenization

/// Llama's vocabularies carry a licence of their own and are not in the repository. To run this, put the files of the
/// PyPI wheel llama-models 0.3.0 in a folder, as `llama3/tokenizer.model` and `llama4/tokenizer.model`, and name it in
/// `ASSAY_LLAMA_FILES`.
@Suite struct ImportedVocabularyTests {
    static let folder = ProcessInfo.processInfo.environment["ASSAY_LLAMA_FILES"]

    @Test(.enabled(if: folder != nil, "ASSAY_LLAMA_FILES is not set"), arguments: ["llama3", "llama4"])
    func llamaIsExact(_ name: String) throws {
        let url = URL(fileURLWithPath: "\(Self.folder ?? "")/\(name)/tokenizer.model")
        let source = try VocabularyImporter.import(
            bytes: Array(try Data(contentsOf: url)), fileName: "tokenizer.model", options: ImportOptions(name: name))
        let tokenizer = Tokenizer(try Vocabulary(copying: try PackBuilder.pack(source)))
        for (text, ids) in zip(try Golden.texts(), try Golden.ids(name)) {
            #expect(try tokenizer.encode(text) == ids, "\(name): \(text.debugDescription)")
        }
    }
}
