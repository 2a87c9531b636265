import Testing

@testable import AssayEstimation

@Suite struct NearestNamesTests {
    @Test(arguments: [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("same", "same", 0)])
    func distances(left: String, right: String, distance: Int) {
        #expect(NearestNames.editDistance(Array(left.utf8), Array(right.utf8)) == distance)
    }

    @Test func theNearestComesFirst() {
        let names = ["cl100k_base", "o200k_base", "p50k_base", "r50k_base", "qwen2"]
        #expect(NearestNames.find("o200k", in: names).first == "o200k_base")
        #expect(NearestNames.find("O200K_BASE", in: names).first == "o200k_base")
        #expect(NearestNames.find("p50_base", in: names).prefix(2) == ["p50k_base", "r50k_base"])
        #expect(NearestNames.find("something else entirely", in: names).isEmpty)
    }
}
