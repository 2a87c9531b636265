import AssayPrompts

/// HI001: a conversation rendered with no bound.
public struct UnboundedHistoryTemplate: Rule {
    public init() {}

    public static let description = RuleDescription(
        id: "HI001", name: "unbounded-history-template",
        summary: "A template renders the whole conversation, however long it is.",
        rationale: """
            Each turn sends all turns before it again, so the cost of a conversation grows with the square of its \
            length until the context window is full. The rule looks for loops and variables that hold the \
            conversation so far, by the name (chat_history, agent_scratchpad, messages), by the declaration (kind: \
            thread, is_chat_history) or by a loop that writes turns of both sides. A bound counts where it limits the \
            value that is rendered: a slice in the loop, a name that was set to a slice, a condition on the index, a \
            limit in the configuration beside the template, or, where the template stands in a program, whatever bounds \
            each value that the program fills in. A filter that only skips empty turns is no bound. A model's \
            own chat template, which has to write every message it is given, is left alone, and so is a prompt that \
            grades, summarises or picks something out of a conversation that is over.

            Cheapest is to compact at a threshold or in chunks. A window that slides by one turn changes the prefix in \
            every request, so that a provider's cache is never read (HI005).
            """,
        whenToIgnore: """
            When the caller bounds the conversation before it renders the template, or when conversations are short by \
            nature.
            """,
        severity: .warning,
        good: [
            RuleExample(
                """
                system:
                You are a helpful assistant.
                {% for item in chat_history[-6:] %}
                user:
                {{item.inputs.question}}
                assistant:
                {{item.outputs.answer}}
                {% endfor %}
                user:
                {{question}}
                """, file: "chat.jinja2"),
            RuleExample(
                """
                system:
                Rate how friendly the conversation below is, with a score from 1 to 5. Give the score only.
                {% for message in messages %}
                {{message.role}}: {{message.content}}
                {% endfor %}
                """, file: "friendly.jinja2"),
            RuleExample(
                """
                {{ bos_token }}{% for message in messages %}
                <|{{ message.role }}|>{{ message.content }}
                {% endfor %}
                {% if add_generation_prompt %}<|assistant|>{% endif %}
                """, file: "model.jinja"),
            RuleExample(
                """
                Extract all promises that the agent made in the call below.
                {% for turn in turns %}
                {{ turn.speaker }}: {{ turn.text }}
                {% endfor %}
                """, file: "promises.jinja2"),
            RuleExample(
                """
                Classify the page.
                {% for example in examples %}
                Page: {{example.text}}
                Class: {{example.label}}
                {% endfor %}
                """, file: "classify.jinja2"),
        ],
        bad: [
            RuleExample(
                """
                system:
                You are a helpful assistant.
                ⟦{% for item in chat_history %}⟧
                user:
                {{item.inputs.question}}
                assistant:
                {{item.outputs.answer}}
                {% endfor %}
                user:
                {{question}}
                """, file: "chat.jinja2"),
            RuleExample(
                """
                <|im_start|>system
                You are the keeper of an inn by the river. Never leave your role.<|im_end|>
                ⟦{% for turn in history %}⟧
                <|im_start|>{{ turn.role }}
                {{ turn.content }}<|im_end|>
                {% endfor %}
                <|im_start|>assistant
                """, file: "inn.jinja2"),
            RuleExample(
                """
                {{role "system"}}
                You are a tutor.
                ⟦{{history}}⟧
                {{role "user"}}
                {{question}}
                """, file: "tutor.prompt"),
            RuleExample(
                """
                from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder

                prompt = ChatPromptTemplate.from_messages([
                    ("system", "You are a helpful assistant."),
                    ⟦MessagesPlaceholder("chat_history")⟧,
                    ("human", "{question}"),
                ])
                """, file: "chain.py"),
        ])

    public func check(_ unit: UnitAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        let document = unit.document
        guard Self.isTemplate(document.document.format) else { return [] }
        guard !ChatTemplate.isModels(document.document) else { return [] }
        let program = document.codeHistory
        if program?.hasBoundedMemory == true { return [] }
        let history = TemplateHistory(unit.unit, source: document.source, isProgram: program != nil)
        let places = history.places.filter { place in
            place.bound == nil && !isBoundedBeside(place, unit) && program?.fillsBounded(place.name) != true
        }
        guard !places.isEmpty,
            !PromptPurpose.isAboutConversation(unit.unit, document.source, path: document.path)
        else { return [] }
        return places.map { place in
            RuleFinding(place.span, "`\(place.name)` is rendered whole: nothing bounds how many turns are sent")
        }
    }

    public func check(_ document: DocumentAnalysis, _ options: RuleOptions) -> [RuleFinding] {
        var findings = document.units.flatMap { unit in
            check(unit, options).map { finding in
                var finding = finding
                finding.unit = unit.index
                return finding
            }
        }
        if let policy = AgentHistoryPolicy.read(document.document), policy.bound == nil {
            findings.append(
                RuleFinding(policy.span, "No history processor bounds the observations that each step sends again"))
        }
        return findings
    }

    /// Requests and logs hold one conversation as it was at one time; only templates grow.
    static func isTemplate(_ format: PromptFormat) -> Bool {
        switch format {
        case .openaiChat, .openaiResponses, .openaiBatch, .openaiFineTune, .anthropic, .gemini, .session,
            .openTelemetry, .promptflow:
            false
        default: true
        }
    }

    /// Whether the flow that renders the template trims the history in a step before.
    private func isBoundedBeside(_ place: TemplateHistory.Place, _ unit: UnitAnalysis) -> Bool {
        guard unit.document.document.format == .jinja, let flow = unit.document.neighbour("flow.dag.yaml") else {
            return false
        }
        let file = unit.document.path.split(separator: "/").last ?? ""
        let nodes = flow.units.filter { $0.facts.includes.contains { $0.path.split(separator: "/").last == file } }
        return nodes.contains { node in
            guard let value = node.facts.setting("inputs.\(place.name)")?.value, !value.hasPrefix("${inputs.") else {
                return false
            }
            return HistoryName.read(value)?.isBounded == true || HistoryTrimming.isTrimming(value)
        }
    }
}
