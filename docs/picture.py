#!/usr/bin/env python3
"""picture.py OUT.svg [--size 120x34] [--wait TEXT] [--keys 'Enter j j'] -- COMMAND...

Runs COMMAND in tmux in an empty home, sends the keys (tmux's names) once TEXT stands on the screen, and draws what
the terminal then shows as an SVG. `docs/picture.sh` makes the README's picture with it. Needs tmux.
"""
import argparse
import html
import os
import re
import subprocess
import tempfile
import time
import unicodedata

WIDTH, HEIGHT, FONT = 8.4, 18, 14
MARGIN = 12
INK, GROUND = "#d0d0d0", "#161616"
ANSI = ["#161616", "#d75f5f", "#87af87", "#d7af5f", "#5f87d7", "#af87af", "#5fafaf", "#d0d0d0",
        "#767676", "#ff8787", "#afd7af", "#ffd787", "#87afff", "#d7afd7", "#87d7d7", "#ffffff"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--size", default="120x34")
    parser.add_argument("--wait", default="briefings")
    parser.add_argument("--keys", default="")
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    columns, rows = map(int, arguments.size.split("x"))
    screen = capture(arguments.command, columns, rows, arguments.wait, arguments.keys.split())
    with open(arguments.out, "w", encoding="utf-8") as out:
        out.write(svg(screen, columns, rows))


def capture(command, columns, rows, wait, keys):
    """The screen of `command` after `keys`, with its SGR sequences."""
    with tempfile.TemporaryDirectory() as home:
        socket = os.path.join(home, "tmux.sock")

        def tmux(*words):
            run = subprocess.run(["tmux", "-S", socket, "-f", "/dev/null", *words], capture_output=True, text=True)
            return run.stdout

        environment = ["env", "-i", f"HOME={home}", f"PATH={os.environ['PATH']}", "LANG=C.UTF-8",
                       "TERM=tmux-256color", "COLORTERM=truecolor"]
        tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), *environment, *command)
        try:
            deadline = time.time() + 60
            while wait not in tmux("capture-pane", "-p") and time.time() < deadline:
                time.sleep(0.2)
            for key in keys:
                tmux("send-keys", key)
                time.sleep(0.4)
            time.sleep(1)
            return tmux("capture-pane", "-p", "-e")
        finally:
            tmux("kill-server")


def svg(screen, columns, rows):
    width, height = columns * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" '
        f'font-size="{FONT}">',
        f'<rect width="100%" height="100%" rx="8" fill="{GROUND}"/>',
    ]
    style = {}
    for row, line in enumerate(screen.split("\n")[:rows]):
        runs, style = runs_of(line, style)
        for column, text, look in runs:
            parts.extend(drawn(row, column, text, look))
    return "\n".join([*parts, "</svg>", ""])


def runs_of(line, style):
    """Stretches of one look: (column, text, look); and the look that the next line begins with."""
    runs, column, style = [], 0, dict(style)
    for piece in re.split(r"(\x1b\[[0-9;:]*m)", line):
        if piece.startswith("\x1b["):
            style = changed(style, piece[2:-1])
        elif piece:
            runs.append((column, piece, dict(style)))
            column += sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in piece if not unicodedata.combining(c))
    return runs, style


def changed(style, codes):
    style, codes = dict(style), [int(code or 0) for code in re.split("[;:]", codes or "0")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = {}
        elif code in (1, 2, 3, 4, 7):
            style[{1: "bold", 2: "faint", 3: "italic", 4: "underline", 7: "reverse"}[code]] = True
        elif code in (22, 23, 24, 27):
            for name in {22: ("bold", "faint"), 23: ("italic",), 24: ("underline",), 27: ("reverse",)}[code]:
                style.pop(name, None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["ink"] = ANSI[code - 30 if code < 40 else code - 82]
        elif 40 <= code <= 47 or 100 <= code <= 107:
            style["ground"] = ANSI[code - 40 if code < 50 else code - 92]
        elif code in (38, 48) and codes:
            name, kind = {38: "ink", 48: "ground"}[code], codes.pop(0)
            style[name] = indexed(codes.pop(0)) if kind == 5 else "#%02x%02x%02x" % tuple(codes.pop(0) for _ in range(3))
        elif code in (39, 49):
            style.pop({39: "ink", 49: "ground"}[code], None)
    return style


def indexed(number):
    """The colour `number` of the 256 of xterm."""
    if number < 16:
        return ANSI[number]
    if number < 232:
        levels = (0, 95, 135, 175, 215, 255)
        number -= 16
        return "#%02x%02x%02x" % (levels[number // 36], levels[number // 6 % 6], levels[number % 6])
    return "#%02x%02x%02x" % ((8 + 10 * (number - 232),) * 3)


def drawn(row, column, text, look):
    ink, ground = look.get("ink", INK), look.get("ground")
    if look.get("reverse"):
        ink, ground = ground or GROUND, ink
    x, y = MARGIN + column * WIDTH, MARGIN + row * HEIGHT
    if ground:
        yield f'<rect x="{x:g}" y="{y:g}" width="{len(text) * WIDTH:g}" height="{HEIGHT}" fill="{ground}"/>'
    if not text.strip():
        return
    attributes = [f'fill="{ink}"', f'textLength="{len(text) * WIDTH:g}"']
    for name, attribute in (("bold", 'font-weight="bold"'), ("italic", 'font-style="italic"'),
                            ("underline", 'text-decoration="underline"'), ("faint", 'opacity="0.6"')):
        if look.get(name):
            attributes.append(attribute)
    attributes = " ".join(attributes)
    yield f'<text x="{x:g}" y="{y + FONT:g}" xml:space="preserve" {attributes}>{html.escape(text)}</text>'


if __name__ == "__main__":
    main()
