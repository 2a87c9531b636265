import AssayJSON
import Testing

@Suite struct PricesCommandTests {
    @Test func showsHistory() throws {
        let result = try Tool.run(["prices", "show", "o3"])
        #expect(result.status == 0)
        #expect(result.text.hasPrefix("provider openai\n"))
        #expect(result.text.contains("  price to 2025-06-10 by genai-prices\n    input 10\n"))
        #expect(result.text.contains("  price from 2025-06-10 by genai-prices\n    input 2\n"))
    }

    @Test func showsAsJSON() throws {
        let root = try JSONDocument(Tool.run(["prices", "show", "grok-4.7", "--format", "json"]).output).root
        #expect(root["schema"]?.int == 1)
        #expect(root["provider"]?.string == "x-ai")
        let rates = root["prices"]?[0]?["rates"]
        #expect(rates?[0]?["meter"]?.string == "input")
        #expect(rates?[0]?["tiers"]?[0]?["above"]?.int == 200_000)
        #expect(rates?[0]?["tiers"]?[0]?["inclusive"]?.bool == true)
    }

    @Test("what show writes is a file for --prices, and check finds nothing in it")
    func showAndCheckAgree() throws {
        let folder = try TemporaryFolder()
        try folder.write(try Tool.run(["prices", "show", "gpt-6.1-sol"]).output, to: "one.prices")
        let same = try Tool.run(["prices", "check", "one.prices"], in: folder)
        #expect(same.text == "no differences\n")
        #expect(same.status == 0)
        let price = try Tool.run(
            ["price", "-m", "gpt-6.1-sol", "--input", "1000000", "--prices", "one.prices", "--format", "json"],
            in: folder)
        #expect(try JSONDocument(price.output).root["total"]?.string == "4")
    }

    @Test func checkFindsDifferences() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            provider openai
            model gpt-4o
              price by us
                input 2
                output 10
                page 5
            model gpt-private
              price by us
                input 3
            """, to: "our.prices")
        let result = try Tool.run(["prices", "check", "our.prices"], in: folder)
        #expect(result.status == 1)
        #expect(
            result.text == """
                openai/gpt-4o: input is 2.5 in the table, 2 there
                openai/gpt-4o: page is not in the table; 5 there
                openai/gpt-private: not in the table; input 3
                3 differences

                """)
        let json = try JSONDocument(
            Tool.run(["prices", "check", "our.prices", "--format", "json"], in: folder).output
        ).root
        #expect(json["differences"]?[0]?["kind"]?.string == "changed-price")
    }

    @Test("an update is stored, used by every command, keeps the past, and can be taken away")
    func updates() throws {
        let folder = try TemporaryFolder()
        let data = ["ASSAY_DATA": folder.path("data")]
        try folder.write(
            "provider openai\nmodel gpt-4o\nsource us contract\nprice by us\ninput 2\noutput 10\n"
                + "provider house\nmodel house-1\nsource us contract\nprice by us\ninput 3\n", to: "our.prices")
        func run(_ arguments: [String]) throws -> Tool.Result { try Tool.run(arguments, in: folder, environment: data) }
        func total(_ arguments: [String]) throws -> String? {
            let output = try run(["price", "--input", "1e6", "--format", "json"] + arguments).output
            return try JSONDocument(output).root["total"]?.string
        }

        let dry = try run(["prices", "update", "--from", "our.prices", "--date", "2027-01-01", "--dry-run"])
        #expect(dry.text.contains("openai/gpt-4o: input 2.5 -> 2, from 2027-01-01"))
        #expect(dry.text.contains("house/house-1: new model, input 3, from 2027-01-01"))
        #expect(dry.text.hasSuffix("2 changes of 2 models; nothing was stored\n"))
        #expect(try total(["-m", "gpt-4o", "--date", "2027-01-01"]) == "2.5")

        let stored = try run(["prices", "update", "our.prices", "--date", "2027-01-01"])
        #expect(stored.text.contains("stored in \(folder.path("data"))/prices/updates.prices"))
        #expect(try total(["-m", "gpt-4o", "--date", "2026-12-31"]) == "2.5")
        #expect(try total(["-m", "gpt-4o", "--date", "2027-01-01"]) == "2")
        #expect(try total(["-m", "house-1", "--date", "2027-01-01"]) == "3")
        #expect(try total(["-m", "gpt-4o", "--date", "2027-01-01", "--built-in-prices"]) == "2.5")
        #expect(try run(["prices", "check", "our.prices", "--date", "2027-01-01"]).text == "no differences\n")
        #expect(try run(["prices", "update", "our.prices", "--date", "2027-01-02"]).text == "nothing new\n")
        #expect(try run(["models", "house-1"]).text.contains("house/house-1"))

        #expect(try run(["prices", "update", "--discard"]).status == 0)
        #expect(try total(["-m", "gpt-4o", "--date", "2027-01-01"]) == "2.5")
    }

    #if os(Linux)
        /// Whoever runs it, the tool runs as one who may not enter the folder: root gives its rights up.
        @Test("a home folder that may not be entered is one where nothing was stored, one that was asked for is an error")
        func lockedHome() throws {
            let folder = try TemporaryFolder()
            let script = """
                chmod 755 . && mkdir -m 000 home && cp "$(command -v assay)" tool && chmod 755 tool
                user=; [ "$(id -u)" != 0 ] || user="setpriv --reuid 65534 --clear-groups"
                price() { env -u ASSAY_DATA -u XDG_DATA_HOME "$@" $user ./tool price -m gpt-4o --input 1e6; echo "status $?"; }
                price HOME="$PWD/home"; price ASSAY_DATA="$PWD/home/data"; chmod 700 home
                """
            let output = try Tool.shell(script, in: folder.path)
            #expect(output.contains("status 0") && output.contains("2.5"), "\(output)")
            #expect(output.contains("permission denied") && output.contains("status 2"), "\(output)")
        }
    #endif

    @Test("stored prices that cannot be read are an error that says how to go on") func damagedUpdates() throws {
        let folder = try TemporaryFolder()
        try folder.write("provider openai\nmodel gpt-4o\ncolour red\n", to: "data/prices/updates.prices")
        let result = try Tool.run(
            ["price", "-m", "gpt-4o", "--input", "1"], in: folder, environment: ["ASSAY_DATA": folder.path("data")])
        #expect(result.status == 2)
        #expect(result.errors.contains("updates.prices:3: 'colour' is neither a meter nor something a model has"))
        #expect(result.errors.contains("'assay prices update --discard' takes the stored prices away"))
    }

    @Test(arguments: [
        (["update"], "there is nothing to update from; get the wheels with 'pip download --no-deps"),
        (["update", "text.prices"], "text.prices:1: 'hello' says nothing about a provider"),
        (["update", "text.prices", "--discard"], "--discard takes stored prices away; give it alone"),
        (["check", "missing.whl"], "cannot read missing.whl: there is no such file or folder"),
        (["check", "text.whl"], "text.whl: this is not a wheel: the zip directory cannot be read"),
        (["check", "text.prices"], "text.prices:1: 'hello' says nothing about a provider"),
        (["show", "gpt-99"], "no model is called 'gpt-99'; the nearest names are "),
    ])
    func refuses(_ arguments: [String], _ message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("hello", to: "text.whl")
        try folder.write("hello", to: "text.prices")
        let result = try Tool.run(["prices"] + arguments, in: folder)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("assay: \(message)"), "\(result.errors)")
    }
}

@Suite struct PriceUpdateMessageTests {
    @Test("an update names the file that its prices are from, and taking them away says what was done")
    func updatesAndDiscards() throws {
        let folder = try TemporaryFolder()
        try folder.write("provider openai\nmodel gpt-4o\n  price by us\n    input 2\n", to: "our.prices")
        let data = ["ASSAY_DATA": folder.path("data")]
        func update(_ arguments: [String]) throws -> Tool.Result {
            try Tool.run(["prices", "update", "--date", "2026-11-21"] + arguments, in: folder, environment: data)
        }
        #expect(
            try update(["our.prices"]).text.hasPrefix(
                "openai/gpt-4o: input 2.5 -> 2, from 2026-11-21 (our.prices)\n1 change of 1 model, stored in "))
        #expect(try update(["--discard"]).text == "removed \(folder.path("data/prices/updates.prices"))\n")
        #expect(try update(["--discard"]).text == "nothing was stored\n")
        let json = try JSONDocument(update(["--discard", "--format", "json"]).output).root
        #expect(json["schema"]?.int == 1 && json["discarded"]?.isNull == true)
    }
}

@Suite struct ModelsCommandTests {
    private func models(_ arguments: [String]) throws -> [String] {
        let root = try JSONDocument(Tool.run(["models"] + arguments + ["--format", "json"]).output).root
        return try #require(root["models"]).elements.map {
            "\($0["provider"]?.string ?? "")/\($0["model"]?.string ?? "")"
        }
    }

    @Test func findsByWords() throws {
        #expect(try models(["opus", "5.5", "--provider", "anthropic"]) == ["anthropic/claude-opus-5-5"])
        #expect(try models(["OPUS-5-5"]).first == "anthropic/claude-opus-5-5")
    }

    @Test("a name as -m takes it") func findsByQualifiedName() throws {
        #expect(try models(["openai:gpt-4o-mini"]).contains("openai/gpt-4o-mini"))
        #expect(try models(["openai:gpt-4o-mini"]) == models(["openai/gpt-4o-mini"]))
        #expect(try models(["openai:no-such-model"]).isEmpty)
    }

    @Test func findsByPriceAndContext() throws {
        let cheap = try models(["--provider", "google", "--max-input-price", "0.1", "--min-context", "1000000"])
        #expect(cheap.contains("google/gemini-2.5-flash-lite"))
        #expect(!cheap.contains("google/gemini-2.5-pro"))
    }

    @Test func findsByVocabulary() throws {
        let root = try JSONDocument(
            Tool.run(
                ["models", "--provider", "openai", "--vocabulary", "o200k_base", "--counted", "exact"]
                    + ["--format", "json"]
            ).output
        ).root
        let rows = try #require(root["models"]).elements.map { $0 }
        #expect(rows.contains { $0["model"]?.string == "gpt-4o" })
        #expect(rows.allSatisfy { $0["vocabulary"]?.string == "o200k_base" && $0["method"]?.string == "exact" })
        #expect(try models(["opus", "--provider", "anthropic", "--counted", "exact"]).isEmpty)
        #expect(try models(["opus-5-5", "--provider", "anthropic", "--counted", "calibrated"]).count == 1)
        let bad = try Tool.run(["models", "--min-context", "lots"])
        #expect(bad.status == 2)
        #expect(bad.errors.hasPrefix("assay: --min-context is 'lots'; write a whole number of tokens"))
    }

    @Test func sortsByPrice() throws {
        let root = try JSONDocument(
            Tool.run(["models", "gpt", "--provider", "openai", "--sort", "input", "--format", "json"]).output
        ).root
        let prices = root["models"]?.elements.compactMap { ($0["input"]?.string).flatMap { Double($0) } } ?? []
        #expect(prices.count > 20)
        #expect(prices == prices.sorted())
    }

    @Test func retiredModelsAreListedOnDemand() throws {
        #expect(try !models(["gpt-4-turbo", "--provider", "openai"]).contains("openai/gpt-4-turbo"))
        #expect(try models(["gpt-4-turbo", "--provider", "openai", "--all"]).contains("openai/gpt-4-turbo"))
    }

    @Test func nothingFitsIsSaid() throws {
        let result = try Tool.run(["models", "gpt-4o", "--max-input-price", "0.000001"])
        #expect(result.status == 0)
        #expect(result.errors.hasPrefix("assay: note: no model fits"))
        #expect(result.text == "")
    }

    @Test(arguments: [["gtp-4o"], ["gtp", "4o"], ["gtp-4o", "--format", "csv"], ["gtp-4o", "--provider", "openai"]])
    func aNameThatNothingIsCalledGetsTheNearest(query: [String]) throws {
        let result = try Tool.run(["models"] + query)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("assay: no model is called '"))
        #expect(result.errors.contains("the nearest names are gpt-4o"))
        #expect(result.text == "")
        let json = try Tool.run(["models"] + query + ["--format", "json"])
        #expect(json.status == 2)
        #expect(try JSONDocument(json.output).root["models"]?.count == 0)
    }

    @Test("what -m takes is found", arguments: ["us.anthropic.claude-opus-4-6-v1:0"])
    func namesThatAreInNoName(name: String) throws {
        let found = try models([name])
        #expect(found.count == 1)
        let price = try JSONDocument(Tool.run(["price", "-m", name, "--input", "1", "--format", "json"]).output).root
        #expect(found == ["\(price["provider"]?.string ?? "")/\(price["model"]?.string ?? "")"])
    }

    @Test func vocabulariesAreKnownByTheirOtherNames() throws {
        #expect(try models(["gpt-4o", "--vocabulary", "o200k"]) == models(["gpt-4o", "--vocabulary", "o200k_base"]))
        #expect(try !models(["--vocabulary", "llama3"]).isEmpty)
    }

    @Test(arguments: [
        (["--vocabulary", "o200k_bsae"], "there is no vocabulary 'o200k_bsae'; did you mean o200k_base"),
        (["--max-input-price", "-5"], "--max-input-price is '-5'; write a price of a million tokens"),
        (["--max-output-price=-1"], "--max-output-price is '-1'; write a price of a million tokens"),
    ])
    func impossibleLimits(arguments: [String], message: String) throws {
        let result = try Tool.run(["models"] + arguments)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("assay: \(message)"), "\(result.errors)")
        #expect(result.text == "")
    }

    @Test(arguments: [
        ("text", "model "), ("csv", "model,input,cache-read,output,context,vocabulary,method,status\nopenai/"),
        (
            "markdown",
            "| model | input | cache-read | output | context | vocabulary | method | status |\n"
                + "| --- | ---: | ---: | ---: | ---: | --- | --- | --- |\n"
        ),
    ])
    func formats(_ format: String, _ start: String) throws {
        let result = try Tool.run(["models", "gpt-4o", "--provider", "openai", "--format", format])
        #expect(result.text.hasPrefix(start))
    }
}
