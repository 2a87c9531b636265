import AssayEstimation
import AssayJSON

extension ComparisonReport {
    /// The report as JSON. Ratios are full doubles, money decimal strings; what is not known is null.
    public func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("base", label(comparison.base))
            writer.member("aligned", comparison.settings.isAligned)
            writer.member("joinedBy", comparison.settings.joinedBy)
            writer.member("resamples", comparison.settings.resamples)
            writer.member("seed", comparison.settings.seed)
            writer.member("segmentsPerBlock", comparison.blockSize)
            writer.key("columns")
            writer.array(of: comparison.columns) { writer, column in
                writer.object { writer in writeColumn(column, &writer) }
            }
            writer.key("languages")
            writer.array(of: order) { writer, row in
                writer.object { writer in writeRow(row, &writer) }
            }
            if showsFairness { writeFairness(&writer) }
            if let mix { writeMix(mix.shares, mix.results, &writer) }
            if let forms { writeForms(forms, &writer) }
            writer.errors(failures)
        }
        return writer.bytes + [0x0A]
    }

    private func writeColumn(_ column: ComparisonColumn, _ writer: inout JSONWriter) {
        writer.member("vocabulary", column.vocabulary)
        writer.member("model", column.model)
        writer.member("method", (column.tokenization?.method ?? .exact).rawValue)
        writer.member("source", column.tokenization?.source)
        writer.member("contextWindow", column.contextWindow)
        writer.member("pricedAs", column.price?.model)
        writer.member("perMillionTokens", column.price?.perMillion.description)
        writer.member("currency", column.price.map { _ in "USD" })
        writer.member("priceDate", column.price?.instant.description)
    }

    private func writeRow(_ place: Int, _ writer: inout JSONWriter) {
        let row = comparison.rows[place]
        writer.member("label", row.language.label)
        writer.member("language", row.language.tag?.description)
        writer.member("name", row.language.name)
        writer.member("script", row.language.script)
        writer.member("detectedBy", row.language.detection?.rawValue)
        writer.member("segments", row.measure.segments)
        writer.member("sharedSegments", row.sharedSegments)
        writer.member("missingSegments", row.measure.missingCount)
        writer.member("bytes", row.measure.bytes)
        writer.member("characters", row.measure.characters)
        writer.member("graphemes", row.measure.boundaries.graphemes)
        writer.member("words", row.measure.boundaries.words)
        writer.key("counts")
        writer.array(of: zip(comparison.columns, row.cells)) { writer, pair in
            writer.object { writer in writeCell(pair.0, pair.1, &writer) }
        }
    }

    private func writeCell(_ column: ComparisonColumn, _ cell: Comparison.Cell, _ writer: inout JSONWriter) {
        writer.member("vocabulary", column.vocabulary)
        writer.member("model", column.model)
        writer.member("tokens", cell.tokens.point)
        writer.member("low", cell.tokens.low)
        writer.member("high", cell.tokens.high)
        writer.member("method", cell.tokens.method.rawValue)
        writer.member("tokensPerWord", number: cell.perWord)
        writer.member("tokensPerCharacter", number: cell.perCharacter)
        writer.member("premium", number: cell.premium?.ratio)
        writer.member("premiumLow", number: cell.premium?.interval?.lowerBound)
        writer.member("premiumHigh", number: cell.premium?.interval?.upperBound)
        writer.member("segmentMeanPremium", number: cell.premium?.segmentMean)
        writer.member("singleByteShare", cell.singleByteShare)
        writer.member("byteFallbackShare", cell.byteFallbackShare)
        writer.member("cost", cell.cost?.total.description)
        writer.member("costPerMillionWords", cell.cost?.perMillionWords?.description)
        writer.member("costRatio", number: cell.cost?.ratio)
        writer.member("contextShare", number: cell.contextShare)
    }

    // MARK: What is asked for beside

    private func writeFairness(_ writer: inout JSONWriter) {
        writer.objects("fairness", of: zip(comparison.columns, comparison.fairness)) { writer, pair in
            writer.member("vocabulary", pair.0.vocabulary)
            writer.member("model", pair.0.model)
            writer.member("highest", number: pair.1?.highest)
            writer.member("highestLanguage", pair.1.map { label($0.highestRow) })
            writer.member("lowest", number: pair.1?.lowest)
            writer.member("lowestLanguage", pair.1.map { label($0.lowestRow) })
            writer.member("mean", number: pair.1?.mean)
            writer.member("gini", number: pair.1?.gini)
        }
    }

    private func writeMix(_ mix: LanguageMix, _ results: [MixResult], _ writer: inout JSONWriter) {
        writer.object("mix") { writer in
            writer.object("shares") { writer in
                for share in mix.shares { writer.member(share.language.description, share.part) }
            }
            writer.objects("cheapestFirst", of: results) { writer, result in
                writer.member("vocabulary", comparison.columns[result.column].vocabulary)
                writer.member("model", comparison.columns[result.column].model)
                writer.member("tokens", result.tokens)
                writer.member("premium", result.premium)
                writer.member("cost", number: result.cost)
            }
        }
    }

    private func writeForms(_ forms: [NormalizationCounts], _ writer: inout JSONWriter) {
        writer.objects("normalization", of: order) { writer, row in
            writer.member("label", label(row))
            writer.objects("forms", of: TextForm.allCases) { writer, form in
                writer.member("form", form.rawValue)
                writer.member("safe", form.isSafe)
                writer.member("changedSegments", forms[row].changed(form))
                writer.key("tokens")
                writer.array(of: comparison.columns.indices) { writer, column in
                    writer.value(forms[row].tokens(form, vocabulary: vocabularyNumber(column)))
                }
            }
        }
    }
}

extension JSONWriter {
    /// A number, or null.
    fileprivate mutating func member(_ key: String, number: Double?) {
        self.key(key)
        if let number { value(number) } else { null() }
    }
}
