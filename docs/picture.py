# SPDX-License-Identifier: Apache-2.0
"""Draws docs/check.svg, the picture of the README, from what the program prints in colour: picture.py FABRICLINT [--check].
With --check it writes nothing and fails when the picture is not what the program prints now."""
import functools
import html
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "check.svg"
COMMAND = ["check", "fixtures/broken/gb200-prefill-without-claim.yaml"]

COLUMNS = 118
CHARACTER = 8.4  # pixels that a 14 px character of the fonts below is wide
LINE = 19
MARGIN = 18
BAR = 34
COLORS = {"": "#d0d7de", "31": "#ff7b72", "33": "#e3b341", "34": "#6cb6ff", "36": "#56d4dd", "32": "#57ab5a"}
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def cells(text):
    """Each line as a list of (character, color, bold)."""
    color, bold = "", False
    lines = [[]]
    for piece in re.split(r"(\x1b\[[0-9;]*m)", text):
        if piece.startswith("\x1b"):
            codes = piece[2:-1].split(";")
            color = next((code for code in codes if code in COLORS and code), "")
            bold = "1" in codes
            continue
        for character in piece:
            if character == "\n":
                lines.append([])
            else:
                lines[-1].append((character, color, bold))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def rows(line):
    """A line as the lines of a terminal: cut at the last blank that fits, indented by what it began with."""
    while len(line) > COLUMNS:
        end = max((i for i in range(COLUMNS) if line[i][0] == " "), default=COLUMNS)
        yield line[:end]
        line = [(" ", "", False)] * 4 + line[end:][1:]
    yield line


def runs(row):
    """Neighbouring characters of one look: (column, text, color, bold)."""
    out = []
    for column, (character, color, bold) in enumerate(row):
        if out and out[-1][2:] == (color, bold):
            out[-1] = (out[-1][0], out[-1][1] + character, color, bold)
        else:
            out.append((column, character, color, bold))
    return [run for run in out if run[1].strip()]


def picture(command, text):
    prompt = [[(c, "", True) for c in "$ " + command]]
    screen = prompt + [row for line in cells(text) for row in rows(line)]
    width = round(2 * MARGIN + COLUMNS * CHARACTER)
    height = BAR + MARGIN + LINE * len(screen)
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{html.escape(command)}</title>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#1c2128"/>',
        *(f'<circle cx="{20 + 18 * i}" cy="17" r="5.5" fill="{fill}"/>' for i, fill in enumerate(["#ff5f57", "#febc2e", "#28c840"])),
        f'<g font-family="{html.escape(FONTS)}" font-size="14" xml:space="preserve">',
    ]
    for number, row in enumerate(screen):
        y = BAR + 14 + LINE * number
        for column, words, color, bold in runs(row):
            weight = ' font-weight="bold"' if bold else ""
            # textLength keeps the columns where a reader's font is wider or narrower.
            length = f"{len(words) * CHARACTER:.1f}"
            svg.append(f'<text x="{MARGIN + column * CHARACTER:.1f}" y="{y}" fill="{COLORS[color]}"{weight} textLength="{length}" '
                       f'lengthAdjust="spacingAndGlyphs">{html.escape(words, quote=False)}</text>')
    return "\n".join([*svg, "</g>", "</svg>", ""])


def rules_in(svg):
    return set(re.findall(r"\[([a-z0-9-]+)\]", re.sub("<[^>]*>", "", svg)))


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    run = subprocess.run([program, *COMMAND, "--color", "always"], cwd=ROOT, capture_output=True, text=True, check=False)
    now = picture("fabriclint " + " ".join(COMMAND), run.stdout)
    if "--check" not in sys.argv[2:]:
        PICTURE.write_text(now, encoding="utf-8")
        return 0
    uncounted = functools.partial(re.sub, r"[0-9]+ rules", "N rules")  # with a rule more or less it still shows what it is to show
    if PICTURE.exists() and uncounted(PICTURE.read_text(encoding="utf-8")) == uncounted(now):
        print("the picture is what the program prints")
        return 0
    shown, found = rules_in(PICTURE.read_text(encoding="utf-8") if PICTURE.exists() else ""), rules_in(now)
    for rule in sorted(shown ^ found):
        print(f"docs/check.svg {'shows' if rule in shown else 'lacks'} a finding of {rule}, and the program says {'none' if rule in shown else 'one'}")
    print(f"docs/check.svg is stale: python3 docs/picture.py {sys.argv[1]} draws it again")
    return 1


sys.exit(main())
