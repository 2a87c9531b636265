import AssayPrompts
import Testing

@testable import AssayLinting

struct TemplateHistoryTests {
    static let growing = [
        HistoryCase("Semantic Kernel", "skprompt.txt", "You are a bot.\n{{$history}}\nUser: {{$input}}\nBot:"),
        HistoryCase(
            "LangChain template", "p.yaml",
            "_type: prompt\ninput_variables: [chat_history, question]\ntemplate: |\n  Answer.\n  {chat_history}\n  Human: {question}\n"
        ),
        HistoryCase(
            "prompty thread", "chat.prompty",
            "---\nname: x\nmodel:\n  api: chat\ninputs:\n  conversation_so_far:\n    kind: thread\n---\nsystem:\nBe kind.\n{{conversation_so_far}}\nuser:\n{{question}}\n"
        ),
        HistoryCase("plain text", "prompt.txt", "Be kind.\n\nConversation:\n{chat_history}\n\nHuman: {input}\n"),
        HistoryCase(
            "mustache section", "chat.mustache", "Be kind.\n{{#messages}}\n{{role}}: {{content}}\n{{/messages}}\n"),
        HistoryCase(
            "handlebars each", "chat.hbs",
            "Be kind.\n{{#each conversationHistory}}\n{{this.speaker}}: {{this.text}}\n{{/each}}\n"),
        HistoryCase(
            "jinja filter that bounds nothing", "chat.jinja2",
            "{% for m in messages | selectattr('role', 'equalto', 'user') %}{{ m.content }}{% endfor %}"),
        HistoryCase("joined", "chat.jinja2", "Be kind.\n{{ chat_history | join('\\n') }}\nUser: {{ question }}"),
        HistoryCase(
            "set without a slice", "chat.jinja2",
            "{% set turns = chat_history | list %}{% for t in turns %}{{ t.text }}{% endfor %}"),
        HistoryCase(
            "a slice of another name", "chat.jinja2",
            "{% set recent = chat_history[-4:] %}{% for t in chat_history %}{{ t.text }}{% endfor %}"),
        HistoryCase(
            "a bound in one branch only", "chat.jinja2",
            "{% if short %}{% set chat_history = chat_history[-4:] %}{% endif %}{% for t in chat_history %}{{ t.text }}{% endfor %}"
        ),
        HistoryCase(
            "output limit in the front matter", "chat.prompty",
            "---\nname: x\nmodel:\n  api: chat\n  parameters:\n    max_tokens: 100\n---\nsystem:\nBe kind.\n{% for m in history %}\n{{m.role}}:\n{{m.content}}\n{% endfor %}\n"
        ),
        HistoryCase(
            "dotprompt helper", "chat.prompt",
            "---\nmodel: x/y\n---\n{{role \"system\"}}Be kind.\n{{history}}\n{{role \"user\"}}{{question}}\n"),
        HistoryCase(
            "template in a program", "p.py",
            "PROMPT_TEMPLATE = \"\"\"You are a helpful bot that answers.\n{chat_history}\nQuestion: {question}\"\"\"\n"),
        HistoryCase(
            "Semantic Kernel in a program", "p.py",
            "PROMPT = \"\"\"Answer the question of the person, in short.\n{{ $history }}\nUser: {{$input}}\"\"\"\n"),
        HistoryCase(
            "two names for each turn", "chat.jinja2",
            "Be kind.\n{% for role, content in message %}\n{{ role }}: {{ content }}\n{% endfor %}\nAnswer {{ question }}"),
        HistoryCase(
            "agent configuration", "agent.yaml",
            "agent:\n  templates:\n    system_template: You are an engineer who works in a shell and fixes bugs.\n  history_processors:\n    - type: cache_control\n      last_n_messages: 2\n"
        ),
    ]

    static let limited = [
        HistoryCase(
            "summary of Semantic Kernel", "skprompt.txt",
            "Be kind.\n{{ConversationSummaryPlugin.SummarizeConversation $history}}\nUser: {{$input}}"),
        HistoryCase("slice", "chat.jinja2", "{% for t in chat_history[-6:] %}{{ t.text }}{% endfor %}"),
        HistoryCase("head", "chat.jinja2", "{% for t in chat_history[:10] %}{{ t.text }}{% endfor %}"),
        HistoryCase(
            "set to a slice", "chat.jinja2",
            "{% set recent = (chat_history | list)[-4:] %}{% for t in recent %}{{ t.text }}{% endfor %}"),
        HistoryCase(
            "index", "chat.jinja2",
            "{% for t in chat_history %}{% if loop.revindex <= 6 %}{{ t.text }}{% endif %}{% endfor %}"),
        HistoryCase("truncated text", "chat.jinja2", "{{ chat_history | truncate(2000) }}"),
        HistoryCase(
            "name of a digest", "chat.jinja2", "{{ conversation_summary }}\n{{ recent_messages }}\n{{ question }}"),
        HistoryCase(
            "helper", "chat.hbs", "{{#each (slice conversationHistory -6)}}{{this.role}}: {{this.text}}{{/each}}"),
        HistoryCase(
            "limit beside it", "chat.prompty",
            "---\nname: x\nmax_history: 10\nmodel:\n  api: chat\n---\nsystem:\nBe kind.\n{% for m in history %}\n{{m.role}}:\n{{m.content}}\n{% endfor %}\n"
        ),
        HistoryCase(
            "examples", "p.jinja2", "{% for e in examples %}\n# user:\n{{e.q}}\n# assistant:\n{{e.a}}\n{% endfor %}"),
        HistoryCase(
            "another history", "p.jinja2",
            "Patient: {{ medical_history }}\nCommits: {{ git_history }}\nOrders: {{ order_history }}"),
        HistoryCase("documents", "p.jinja2", "{% for d in documents %}{{ d.text }}{% endfor %}\n{{ question }}"),
        HistoryCase(
            "a transcript to work on", "p.jinja2",
            "List the decisions in this transcript of a meeting.\n{{ transcript }}"),
        HistoryCase(
            "grading", "judge.jinja2",
            "Rate the answer and give a score from 1 to 5.\n{% for m in messages %}{{m.role}}: {{m.content}}{% endfor %}"
        ),
        HistoryCase("in a comment", "p.jinja2", "Be kind. {# {{ chat_history }} #}\n{{ question }}"),
        HistoryCase(
            "agent configuration with a window", "agent.yaml",
            "agent:\n  templates:\n    system_template: You are an engineer who works in a shell and fixes bugs.\n  history_processors:\n    - type: last_n_observations\n      n: 5\n"
        ),
        HistoryCase(
            "template beside a memory that forgets", "p.py",
            "memory = ConversationBufferWindowMemory(k=3)\nPROMPT_TEMPLATE = \"\"\"You are a helpful bot that answers.\n{chat_history}\nQuestion: {question}\"\"\"\n"
        ),
        HistoryCase(
            "one conversation as it was", "r.json",
            "{\"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"{{history}}\"}]}"),
    ]

    private func findings(_ example: HistoryCase, beside files: [String: String] = [:]) throws -> [Finding] {
        let linter = Linter(tokenizer: ExampleCase.tokenizer, rules: [Linter.ActiveRule(UnboundedHistoryTemplate.self)])
        let source = LintSource(path: example.file, bytes: Array(example.source.utf8)) { name in
            files[name].map { Array($0.utf8) }
        }
        return try linter.lint(source)
    }

    @Test("a conversation that is rendered whole is found", arguments: growing)
    func unbounded(_ example: HistoryCase) throws {
        #expect(try findings(example).count == 1)
    }

    @Test("bounded conversations and other lists are left alone", arguments: limited)
    func bounded(_ example: HistoryCase) throws {
        #expect(try findings(example) == [])
    }

    @Test("a step of the flow that trims the history is a bound")
    func flow() throws {
        let template = HistoryCase("flow", "flows/chat.jinja2", "{% for t in chat_history %}{{ t.text }}{% endfor %}")
        func flow(_ value: String) -> [String: String] {
            [
                "flow.dag.yaml":
                    "inputs:\n  chat_history:\n    type: list\n    is_chat_history: true\nnodes:\n- name: chat\n  type: llm\n  source:\n    type: code\n    path: chat.jinja2\n  inputs:\n    chat_history: \(value)\n"
            ]
        }
        #expect(try findings(template, beside: flow("${inputs.chat_history}")).count == 1)
        #expect(try findings(template, beside: flow("${trim_history.output}")) == [])
    }
}
