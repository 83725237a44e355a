"""Help and usage in one language: what typer says in English, the commands in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

from desk.cli.speech import language, said, say

#: typer's own words.
_VIETNAMESE: Final[Mapping[str, str]] = {
    "Usage: ": "Cách dùng: ",
    "Arguments": "Tham số",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Show this message and exit.": "Cho xem hướng dẫn này rồi thôi.",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH [THAM SỐ]...",
    "required": "bắt buộc",
    "default": "mặc định",
    "env var": "biến môi trường",
}
#: What stands for a value → in Vietnamese, in English.
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "<str>": ("<chữ>", "<text>"),
    "<list[str]>": ("<chữ>", "<text>"),
    "<int>": ("<số>", "<number>"),
    "<int range>": ("<số>", "<number>"),
    "<path>": ("<đường dẫn>", "<path>"),
    "<%Y-%m-%d>": ("<năm-tháng-ngày>", "<year-month-day>"),
}
#: What was typed wrongly, as typer says it.
_WRONG: Final = tuple(
    (re.compile(pattern, re.DOTALL), told)
    for pattern, told in (
        (r"No such command (.*?)\.+ Did you mean (.*)\?", r"Không có lệnh \1; có lẽ là \2?"),
        (r"No such command (.*)\.", r"Không có lệnh \1."),
        (r"No such option: (\S+) \(Possible options: (.*)\)", r"Không có tùy chọn \1, chỉ có \2."),
        (r"No such option: (.*)", r"Không có tùy chọn \1."),
        (r"Missing command\.", "Thiếu tên lệnh."),
        (r"Missing argument (.*)\.", r"Thiếu tham số \1."),
        (r"Missing option (.*)\.", r"Thiếu tùy chọn \1."),
        (r"Got unexpected extra argument\(?s?\)? \((.*)\)", r"Thừa tham số: \1"),
        (r"Option (\S+) requires .*", r"Sau tùy chọn \1 phải có giá trị."),
        (r"Invalid value for (.*?): (?:Input|Value|Invalid).*", r"Giá trị của \1 không dùng được."),
        (r"Invalid value for (.*?): (.*)", r"Giá trị của \1 không dùng được: \2"),
        (r"Invalid value: (.*)", r"Hãy viết: \1"),
    )
)


def _word(english: str) -> str:
    return english if language() == "en" else _VIETNAMESE.get(english, english)


def _usage(command: Any, context: Any, formatter: Any) -> None:
    pieces = [_word(each) for each in command.collect_usage_pieces(context)]
    formatter.write_usage(context.command_path, " ".join(pieces), prefix=_word("Usage: "))


def _help(command: Any, context: Any, formatter: Any) -> None:
    _usage(command, context, formatter)
    if command.help:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(command.help))
    for title, kind in (("Arguments", "argument"), ("Options", "option")):
        params = (each for each in command.get_params(context) if each.param_type_name == kind)
        records = (each.get_help_record(context) for each in params)
        _section(formatter, title, [_line(*record) for record in records if record])
    below = getattr(command, "commands", {})
    _section(formatter, "Commands", [(name, said(each.help or "")) for name, each in below.items()])


def _section(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(_word(title)):
            formatter.write_dl(rows)


_TAIL: Final = re.compile(r"(?P<help>.*?) *(?:\[(?P<facts>[^\[\]]*)\])?", re.DOTALL)


def _line(name: str, told: str) -> tuple[str, str]:
    """Return one line of help; what stands in brackets after it are facts that typer knows."""
    for kind, names in _KINDS.items():
        name = name.replace(kind, names[language() == "en"])
    if _word(told) != told:
        return name, _word(told)
    if said(told) != told or not told.endswith("]"):
        return name, said(told)
    found = _TAIL.fullmatch(told)
    assert found is not None  # noqa: S101 - whatever it is, it is help without facts
    facts = [_fact(each) for each in (found["facts"] or "").split("; ")]
    return name, f"{said(found['help'])}  [{'; '.join(facts)}]".strip()


def _fact(fact: str) -> str:
    name, colon, value = fact.partition(": ")
    return f"{_word(name)}{colon}{value}"


class Command(TyperCommand):
    """A command that explains itself in the language of the run."""

    @override
    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _usage(self, ctx, formatter)

    @override
    def format_help(self, ctx: Any, formatter: Any) -> None:
        _help(self, ctx, formatter)


class Group(TyperGroup):
    """Commands under one name that explain themselves in the language of the run."""

    @override
    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _usage(self, ctx, formatter)

    @override
    def format_help(self, ctx: Any, formatter: Any) -> None:
        _help(self, ctx, formatter)


def explain(commands: typer.Typer) -> None:
    """Let all commands below explain themselves in the language of the run."""
    commands.info.cls = Group
    for command in commands.registered_commands:
        command.cls = Command
    for group in commands.registered_groups:
        if group.typer_instance is not None:
            explain(group.typer_instance)


def misused(error: typer.TyperException) -> int:
    """Say what was typed wrongly; return the exit status."""
    told = error.format_message()
    context = getattr(error, "ctx", None)
    if context is not None:
        more = "See: {} --help" if language() == "en" else "Xem: {} --help"
        say(f"{context.get_usage()}\n{more.format(context.command_path)}\n")
    if language() == "en":
        say(f"Error: {told.replace('Invalid value: ', 'Write ', 1)}")
        return error.exit_code
    for pattern, words in _WRONG:
        if pattern.fullmatch(told):
            told = pattern.sub(words, told)
            break
    say(f"Lỗi: {told}")
    return error.exit_code
