#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What documents say of keywords, drawn from hkad's own table.

	config-docs.py [--hkad build/hkad] --check | --update

Between the lines "begin keywords" and "end keywords" hka.conf(5) and
docs/migrating-from-keepalived.md are made of `hkad --print-keywords`; the rest is
written by hand. --check fails where a document says another thing.
"""
import argparse
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
MAN = TOP / "docs/man/hka.conf.5"
MIGRATING = TOP / "docs/migrating-from-keepalived.md"
SERVER = "virtual_server/real_server"
COMMON = SERVER + "/TCP_CHECK"
HELD = ("run", "check", "ipvs", "later")


def read_table(hkad):
    text = subprocess.run([hkad, "--print-keywords"], check=True, capture_output=True, text=True).stdout
    lines = [line.split("\t") for line in text.splitlines()]
    return [dict(zip(lines[0], fields)) for fields in lines[1:]]


def blocks(table):
    """The rows by block, a block behind the keyword that opens it."""
    found = {}
    for row in table:
        found.setdefault(row["block"], []).append(row)
    return found


def same(row, other):
    return other and all(row[k] == other[k] for k in ("arguments", "range", "default", "help"))


def own_rows(path, rows, by_block):
    """Without what all checks have: that is listed once, with TCP_CHECK."""
    if not path.startswith(SERVER + "/") or path in (COMMON, SERVER + "/BFD_CHECK", SERVER + "/FILE_CHECK"):
        return rows
    common = {row["keyword"]: row for row in by_block[COMMON]}
    return [row for row in rows if not same(row, common.get(row["keyword"]))]


# --- the manual page --------------------------------------------------------

def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in ".'" else text


def sentence(text):
    text = text[0].upper() + text[1:]
    return text if text.endswith(".") else text + "."


def item(row, upper):
    # A word that mdoc has a macro of the same name for is not called.
    words = [("\\&" if re.fullmatch(r"[A-Z][a-z]", w) else "") + escape(w) for w in row["arguments"].split()]
    out = [".It Cm " + escape(row["keyword"]) + (" Ar " + " ".join(words) if words else "")]
    text = [sentence(row["help"])]
    if row["range"] and row["use"] != "none":
        low, high = row["range"].split("..")
        text.append(f"{low} to {high}.")
    if row["default"]:
        text.append(f"Default: {row['default']}.")
    elif row["global"]:
        text.append(f"Default: what {row['global']} says.")
    if "inherit" in row["flags"]:
        text.append("What the block around says holds first.")
    if row["better"]:
        text.append(sentence("unlike keepalived: " + row["better"]))
    if "own" in row["flags"]:
        text.append("(hka only)")
    if row["use"] == "none":
        text.append(sentence("no effect: " + row["why"]))
    elif row["use"] == "refuse":
        text.append(sentence("an error: " + row["why"]))
    elif row["held"] and row["use"] != upper:
        text.append(f"Without effect until hkad has {row['held']}.")
    return out + [escape(line) for line in text]


def man(by_block, openers):
    out = []
    for path, rows in by_block.items():
        upper = openers[path]["use"] if path else "apply"
        title = "Outside of blocks" if not path else path.replace("/", " ")
        out += [f".Ss {title}"]
        if path:
            row = openers[path]
            out += [escape(sentence(row["help"]))]
            if row["held"]:
                out += [f"Without effect until hkad has {escape(row['held'])}."]
        if path == SERVER + "/SSL_GET":
            out += ["As HTTP_GET."]
            continue
        rows = own_rows(path, rows, by_block)
        if path == COMMON:
            out += ["Every check but FILE_CHECK and BFD_CHECK has these;", "MISC_CHECK does not connect, and has those of connections not."]
        elif len(rows) < len(by_block[path]):
            out += ["Beside those of TCP_CHECK:" if rows else "It has those of TCP_CHECK."]
        named = [row for row in rows if not row["alias"]]
        if named:
            out += [".Bl -tag -width Ds"]
            for row in named:
                out += item(row, upper)
            out += [".El"]
        for row in rows:
            if row["alias"]:
                out += [".Pp", f".Cm {escape(row['keyword'])}", "is another name of", f".Cm {escape(row['alias'])} ."]
    return out


# --- coming from keepalived -------------------------------------------------

def fate(row, rows):
    if row["alias"]:
        target = next(r for r in rows if r["keyword"] == row["alias"])
        return fate(target, rows)[0], f"another name of `{row['alias']}`"
    if row["use"] == "none":
        return "no effect", row["why"]
    if row["use"] == "refuse":
        return "an error", row["why"]
    if row["use"] in HELD:
        return "later", f"checked; waits for {row['held']}"
    if row["better"]:
        return "better", row["better"]
    return "same", ""


def migrating(by_block):
    out = []
    own = []
    for path, rows in by_block.items():
        if all("own" in row["flags"] for row in rows):
            own += [(path, row) for row in rows]
            continue
        out += ["", f"### {path.replace('/', ' ') or 'Outside of blocks'}", ""]
        if path == SERVER + "/SSL_GET":
            out += ["As `HTTP_GET`."]
            continue
        short = own_rows(path, rows, by_block)
        if len(short) < len(rows):
            out += ["What `TCP_CHECK` has, and:" if short else "What `TCP_CHECK` has.", ""]
        if not short:
            continue
        out += ["| keyword | | |", "|---|---|---|"]
        for row in short:
            if "own" in row["flags"]:
                own.append((path, row))
                continue
            what, note = fate(row, rows)
            out += [f"| `{row['keyword']}` | {what} | {note.replace('|', '&#124;')} |"]
    out += ["", "## hka's own", "", "| block | keyword | |", "|---|---|---|"]
    for path, row in own:
        args = row["arguments"].replace("|", "&#124;")
        out += [f"| {path.replace('/', ' ') or '(none)'} | `{row['keyword']}` {args} | {row['help']} |"]
    return out + [""]


def put(path, begin, end, lines):
    text = path.read_text()
    pattern = re.compile(re.escape(begin) + r"\n.*?" + re.escape(end), re.S)
    if not pattern.search(text):
        sys.exit(f"{path}: the lines '{begin}' and '{end}' are missing")
    return text, pattern.sub(lambda _: begin + "\n" + "\n".join(lines) + "\n" + end, text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hkad", default=str(TOP / "build/hkad"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true")
    what.add_argument("--update", action="store_true")
    args = parser.parse_args()

    table = read_table(args.hkad)
    by_block = blocks(table)
    openers = {(row["block"] + "/" if row["block"] else "") + row["keyword"]: row for row in table}
    status = 0
    for path, begin, end, lines in (
            (MAN, '.\\" begin keywords', '.\\" end keywords', man(by_block, openers)),
            (MIGRATING, "<!-- begin keywords -->", "<!-- end keywords -->", migrating(by_block))):
        text, new = put(path, begin, end, lines)
        if text == new:
            continue
        if args.update:
            path.write_text(new)
        else:
            print(f"{path.relative_to(TOP)} is not what hkad's table says: scripts/config-docs.py --update")
            status = 1
    return status


sys.exit(main())
