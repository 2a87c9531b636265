"""Renders templates with jinja2: a case a line on standard input, a result a line on standard output.

A case is {"template": str, "values": {...}, "chat": bool}; a result is {"text": str} or {"error": str}. With "chat"
the environment is the sandbox that model hubs render chat templates in.
"""

import datetime
import json
import sys

import jinja2
import jinja2.ext
import jinja2.nodes
import jinja2.sandbox


class Generation(jinja2.ext.Extension):
    """`{% generation %}`, which marks what a model has written: a call block, as model hubs have it."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("written"), [], [], body).set_lineno(line)

    def written(self, caller):
        return caller()


def fail(message):
    raise jinja2.exceptions.TemplateError(message)


def chat_json(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def environment(is_chat):
    result = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=is_chat, lstrip_blocks=is_chat, extensions=[jinja2.ext.loopcontrols, Generation]
    )
    if is_chat:
        result.filters["tojson"] = chat_json
    result.globals["raise_exception"] = fail
    result.globals["strftime_now"] = lambda form: datetime.datetime(2026, 11, 20, 13, 5).strftime(form)
    return result


ENVIRONMENTS = {True: environment(True), False: environment(False)}

for line in sys.stdin:
    case = json.loads(line)
    try:
        template = ENVIRONMENTS[case.get("chat", False)].from_string(case["template"])
        result = {"text": template.render(**case["values"])}
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    # A lone surrogate has no UTF-8; escapes keep it.
    print(json.dumps(result))
