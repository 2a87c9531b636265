import Testing

@testable import assay

@Suite struct GlobTests {
    @Test(arguments: [
        ("abc", "abc"), ("*", "abc"), ("*.txt", ".txt"), ("a*c", "ac"), ("a*c", "abbc"), ("a?c", "abc"),
        ("a*b*c", "axxbyyc"), ("[abc]x", "bx"), ("[!a]x", "bx"), ("[^a]x", "bx"), ("[a-c]", "b"), ("[]]", "]"),
        ("[]-a]", "^"), ("[a-]", "-"), ("[[:digit:]]", "7"), ("[![:space:]]", "x"), ("[\\]]", "]"), ("\\*", "*"),
        ("a/b", "a/b"), ("**/b", "b"), ("**/b", "x/y/b"), ("a/**/b", "a/b"), ("a/**/b", "a/x/y/b"), ("a/**", "a/x/y"),
        ("**", "a/b"), ("**/*.c", "x/y.c"), ("a**c", "axxc"), ("*/b", "x/b"), ("a/*/c", "a/b/c"),
        ("**/a/**/b", "x/a/a/y/b"), ("**/x*y/z", "q/xy/a/xby/z"),
    ])
    func matches(pattern: String, text: String) throws {
        let glob = try #require(Glob(Array(pattern.utf8)[...]))
        #expect(glob.matches(Array(text.utf8)[...]))
    }

    @Test(arguments: [
        ("abc", "abcd"), ("abc", "xabc"), ("*", "a/b"), ("a?c", "a/c"), ("[a-c]", "d"), ("[!a]", "a"), ("[!a]", "/"),
        ("a/*", "a/b/c"), ("a/**", "a"), ("a/**/b", "a/xb"), ("a**c", "a/c"), ("**b", "x/b"), ("\\*", "x"),
        ("*.txt", "a.txt/b"), ("a*b*c", "axxbyy"), ("?", ""), ("*/b", "b"),
    ])
    func doesNotMatch(pattern: String, text: String) throws {
        let glob = try #require(Glob(Array(pattern.utf8)[...]))
        #expect(!glob.matches(Array(text.utf8)[...]))
    }

    @Test(arguments: ["[", "[a", "[!", "a\\", "[[:nothing:]]"])
    func malformedPatternsAreNone(pattern: String) {
        #expect(Glob(Array(pattern.utf8)[...]) == nil)
    }

    @Test func manyStarsTakeNoLongerThanFew() throws {
        let pattern = String(repeating: "*a", count: 40) + "b"
        let glob = try #require(Glob(Array(pattern.utf8)[...]))
        // Exponential matching would not end in the lifetime of the machine.
        #expect(!glob.matches(Array(repeating: UInt8(ascii: "a"), count: 4000)[...]))
    }
}
