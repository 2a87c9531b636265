"""You are a planner module, and this is its docstring, which nobody sends."""
from string import Template
import textwrap

SYSTEM_PROMPT = """You are a travel planner for {agency}.
Reply with JSON such as {{"city": "Rome"}}.
"""

PROMPT_PATH = "prompts/travel planner for the agency.txt"

LETTER_PROMPT = Template("Write a letter to $name about ${topic}, in three short paragraphs.")

REVIEW_INSTRUCTIONS = (
    "You are a reviewer.\n"
    'Say "yes" or "no" and '
    f"give at most {limit:d} reasons for {{it}}."
)


def messages(history, question):
    return [
        {"role": "system", "content": SYSTEM_PROMPT.format(agency="Nord")},
        {"role": "system", "content": "Today is a holiday; say so."},
        *history,
        {"role": "user", "content": f"Question: {question!r}"},
    ]


def fail():
    raise ValueError("You are a caller of this function who did not read its documentation")
