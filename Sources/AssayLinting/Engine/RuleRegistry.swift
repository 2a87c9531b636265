/// All rules, one line a rule.
public enum RuleRegistry {
    /// The rules in the order of their ids.
    public static let rules: [any Rule.Type] = [
        // Boilerplate
        RepeatedBlock.self,
        RestatedInstruction.self,
        FillerPhrase.self,
        OutputFormatRestated.self,
        VariableSentTwice.self,
        SharedBlock.self,
        // Examples
        DuplicateExample.self, NearDuplicateExample.self, ConflictingExamples.self, TooManyExamples.self,
        RepeatedContext.self,
        // History
        UnboundedHistoryTemplate.self, UnboundedHistoryCode.self, ServerStateUnbounded.self, NestedHistory.self,
        SlidingWindowBreaksCache.self, ToolOutputVerbatim.self, TrimSplitsToolPair.self,
        // Cache
        DynamicBeforeStatic.self, BelowCacheMinimum.self, UnstableSerialisation.self,
        // Tokens
        OverTokenBudget.self, TokenGrowth.self, CostGrowth.self, ContextShare.self, WastefulEncoding.self, NoOutputCap.self,
        ToolSchemaTokens.self,
        // Templates
        UndefinedVariable.self, UnreachableBranch.self, BrokenTemplate.self,
        // Suppressions
        UnusedSuppression.self, UnexplainedSuppression.self, BilledSuppression.self,
    ]

    /// The rule that an id or a name stands for, in any case of letters.
    public static func rule(_ idOrName: String) -> (any Rule.Type)? {
        byName[idOrName] ?? byName[idOrName.lowercased()]
    }

    /// By id, as it is written and in lower case, and by name.
    private static let byName: [String: any Rule.Type] = Dictionary(
        rules.flatMap { rule in
            [rule.description.id, rule.description.id.lowercased(), rule.description.name].map { ($0, rule) }
        }, uniquingKeysWith: { first, _ in first })
}
