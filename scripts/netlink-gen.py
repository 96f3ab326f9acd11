#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Generates from docs/netlink/hka.yaml: the uapi header, the kernel's policies
# and operation table, and docs/netlink/reference.md. Reads only the
# specification; writes only those four files, or with --check only compares.
# The output depends on nothing but the input, so it can be committed.

import argparse
import difflib
import os
import re
import sys
import textwrap

import yaml

SPEC = "docs/netlink/hka.yaml"
SCALARS = {"u8": 0xff, "u16": 0xffff, "u32": 0xffffffff, "u64": 0xffffffffffffffff, "s32": 0x7fffffff}
S16_MAX = 0x7fff        # what struct nla_policy holds for a range; more needs a table


class SpecError(Exception):
    """The specification has not the shape of the kernel's genetlink schema."""


# ---- shape ----------------------------------------------------------------

# key -> allowed keys at that place (the genetlink level of the kernel's
# Documentation/netlink, as far as this generator understands it).
KEYS = {
    "top": {"name", "protocol", "doc", "definitions", "attribute-sets", "operations",
            "mcast-groups"},
    "const": {"type", "name", "value", "doc"},
    "enum": {"type", "name", "entries", "doc"},
    "entry": {"name", "doc"},
    "set": {"name", "doc", "attributes"},
    "attr": {"name", "type", "doc", "checks", "enum", "nested-attributes", "multi-attr"},
    "checks": {"min", "max", "min-len", "max-len", "exact-len"},
    "op": {"name", "doc", "attribute-set", "flags", "do", "dump", "event", "notify", "mcgrp"},
    "mode": {"request", "reply", "pre", "post"},
    "msg": {"attributes"},
    "list": {"list"},
    "mcgrp": {"name"},
}
REQUIRED = {
    "top": {"name", "protocol", "doc", "attribute-sets", "operations"},
    "const": {"type", "name", "value"},
    "enum": {"type", "name", "entries"},
    "entry": {"name"},
    "set": {"name", "attributes"},
    "attr": {"name", "type"},
    "op": {"name", "doc"},
    "msg": {"attributes"},
    "list": {"list"},
    "mcgrp": {"name"},
}
TYPES = set(SCALARS) | {"pad", "flag", "string", "binary", "nest"}


def fail(where, text):
    raise SpecError(f"{SPEC}: {where}: {text}")


def check_keys(kind, obj, where):
    if not isinstance(obj, dict):
        fail(where, "is not a mapping")
    extra = set(obj) - KEYS[kind]
    if extra:
        fail(where, f"unknown key {sorted(extra)[0]!r}")
    missing = REQUIRED.get(kind, set()) - set(obj)
    if missing:
        fail(where, f"key {sorted(missing)[0]!r} is missing")
    name = obj.get("name")
    if name is not None and not re.fullmatch(r"[0-9a-z][0-9a-z-]*", name):
        fail(where, f"name {name!r} is not lower-case with dashes")


def check_unique(items, where):
    seen = set()
    for item in items:
        if item["name"] in seen:
            fail(where, f"{item['name']!r} stands there twice")
        seen.add(item["name"])


def check_attr(attr, spec, where):
    check_keys("attr", attr, where)
    kind = attr["type"]
    if kind not in TYPES:
        fail(where, f"type {kind!r} is not known")
    if kind != "pad" and "doc" not in attr:
        fail(where, "has no doc")
    checks = attr.get("checks", {})
    check_keys("checks", checks, where)
    numeric = {"min", "max"} & set(checks)
    lengths = {"min-len", "max-len", "exact-len"} & set(checks)
    if numeric and kind not in SCALARS:
        fail(where, "only a number has min and max")
    if lengths and kind not in ("string", "binary"):
        fail(where, "only string and binary have a length")
    if kind in SCALARS and checks.get("max", 0) > SCALARS[kind]:
        fail(where, "max does not fit the type")
    if checks.get("min", 0) > checks.get("max", SCALARS["u64"]):
        fail(where, "min is above max")
    if "enum" in attr and attr["enum"] not in spec.enums:
        fail(where, f"no enum {attr['enum']!r}")
    if (kind == "nest") != ("nested-attributes" in attr):
        fail(where, "a nest, and only a nest, names its attribute set")
    if kind == "nest" and attr["nested-attributes"] not in spec.sets:
        fail(where, f"no attribute set {attr['nested-attributes']!r}")


class Spec:
    """The specification, checked, with what is looked up by name."""

    def __init__(self, raw):
        check_keys("top", raw, "top level")
        if raw["protocol"] != "genetlink":
            fail("protocol", "is not genetlink")
        self.name = raw["name"]
        self.doc = raw["doc"]
        self.definitions = raw.get("definitions", [])
        for d in self.definitions:
            if d.get("type") not in ("const", "enum"):
                fail("definitions", f"type {d.get('type')!r} is not known")
            check_keys(d["type"], d, f"definition {d.get('name')}")
            for e in d.get("entries", []):
                check_keys("entry", e, f"enum {d['name']}")
            check_unique(d.get("entries", []), f"enum {d['name']}")
        check_unique(self.definitions, "definitions")
        self.enums = {d["name"]: d for d in self.definitions if d["type"] == "enum"}
        self.sets = {s.get("name"): s for s in raw["attribute-sets"]}
        for s in raw["attribute-sets"]:
            check_keys("set", s, f"attribute set {s.get('name')}")
            for a in s["attributes"]:
                check_attr(a, self, f"attribute {s['name']}.{a.get('name')}")
            check_unique(s["attributes"], f"attribute set {s['name']}")
        check_unique(raw["attribute-sets"], "attribute-sets")
        groups = raw.get("mcast-groups", {"list": []})
        check_keys("list", groups, "mcast-groups")
        self.groups = groups["list"]
        for g in self.groups:
            check_keys("mcgrp", g, "mcast-groups")
        check_keys("list", raw["operations"], "operations")
        self.ops = raw["operations"]["list"]
        for op in self.ops:
            self.check_op(op)
        check_unique(self.ops, "operations")

    def check_op(self, op):
        where = f"operation {op.get('name')}"
        check_keys("op", op, where)
        kinds = [k for k in ("do", "dump", "event", "notify") if k in op]
        if not kinds or (len(kinds) > 1 and kinds != ["do", "dump"]):
            fail(where, "is neither a request, an event nor a notification")
        if "notify" in op:
            if op["notify"] not in [o["name"] for o in self.ops if "do" in o]:
                fail(where, f"notifies of unknown operation {op['notify']!r}")
        elif op.get("attribute-set") not in self.sets:
            fail(where, f"no attribute set {op.get('attribute-set')!r}")
        for flag in op.get("flags", []):
            if flag not in ("admin-perm", "uns-admin-perm"):
                fail(where, f"flag {flag!r} is not known")
        if "mcgrp" in op and op["mcgrp"] not in [g["name"] for g in self.groups]:
            fail(where, f"no multicast group {op['mcgrp']!r}")
        for mode in ("do", "dump"):
            if mode in op:
                check_keys("mode", op[mode], where)
                for kind, msg in op[mode].items():
                    if kind not in ("pre", "post"):
                        self.check_msg(op, msg, where)
        if "event" in op:
            self.check_msg(op, op["event"], where)

    def check_msg(self, op, msg, where):
        check_keys("msg", msg, where)
        known = [a["name"] for a in self.sets[op["attribute-set"]]["attributes"]]
        for name in msg["attributes"]:
            if name not in known:
                fail(where, f"no attribute {name!r}")

    def attr_c(self, aset, name):
        return c_upper(f"{self.name}-a-{aset}-{name}")

    def request_attrs(self, op, mode):
        """The attributes a request may carry, in the order of the attribute set."""
        want = op[mode].get("request", {"attributes": []})["attributes"]
        return [a for a in self.sets[op["attribute-set"]]["attributes"] if a["name"] in want]


# ---- helpers --------------------------------------------------------------

def c_upper(name):
    return name.replace("-", "_").upper()


def c_lower(name):
    return name.replace("-", "_")


def one_line(text):
    return " ".join(str(text).split())


def comment(text, indent=""):
    """A kernel comment, on one line where it fits into 80 columns."""
    text = one_line(text)
    width = len(indent.expandtabs(8))
    if width + len(text) + 6 <= 80:
        return [f"{indent}/* {text} */"]
    lines = textwrap.wrap(text, 80 - width - 3, break_long_words=False,
                          break_on_hyphens=False)
    return [f"{indent}/*"] + [f"{indent} * {line}" for line in lines] + [f"{indent} */"]


def generated(spdx_open, spdx_close, opener="/* ", closer=" */"):
    return [f"{spdx_open}{spdx_close}",
            f"{opener}Do not edit; generated from {SPEC} by scripts/netlink-gen.py.{closer}"]


# ---- include/uapi/linux/hka.h ----------------------------------------------

def uapi_enum(spec, d):
    prefix = c_upper(f"{spec.name}-{d['name']}")
    out = [""] + comment(d.get("doc", d["name"]))
    out.append(f"enum {c_lower(spec.name + '-' + d['name'])} {{")
    for i, e in enumerate(d["entries"]):
        line = f"\t{prefix}_{c_upper(e['name'])}{' = 0' if i == 0 else ''},"
        if "doc" in e:
            doc = f"/* {one_line(e['doc'])} */"
            pad = max(1, (48 - len(line.expandtabs(8)) + 7) // 8)
            if len((line + "\t" * pad + doc).expandtabs(8)) <= 100:
                line += "\t" * pad + doc
            else:
                out += comment(e["doc"], "\t")
        out.append(line)
    out += [f"\t__{prefix}_MAX", "};", ""]
    out.append("/* X(NAME, \"name\", \"what it means\"), in the order of the enum. */")
    rows = []
    for e in d["entries"]:
        doc = one_line(e.get("doc", "")).replace("\\", "\\\\").replace('"', '\\"')
        head = f"\tX({c_upper(e['name'])}, \"{e['name']}\","
        if len(f"{head} \"{doc}\") \\".expandtabs(8)) <= 100:
            rows.append(f"{head} \"{doc}\")")
        else:
            rows.append(f"{head} \\\n\t  \"{doc}\")")
    out.append(f"#define {prefix}_LIST(X) \\")
    out += [r + " \\" for r in rows[:-1]] + [rows[-1]]
    return out


def uapi_set(spec, s):
    prefix = c_upper(f"{spec.name}-a-{s['name']}")
    out = [""] + comment(f"Attribute set {s['name']}: " + s.get("doc", ""))
    out.append("enum {")
    for i, a in enumerate(s["attributes"]):
        if a["type"] == "pad":
            doc = "Padding, ignored."
        else:
            doc = f"{type_text(spec, a)}. {one_line(a['doc'])}"
        out += comment(doc, "\t")
        out.append(f"\t{prefix}_{c_upper(a['name'])}{' = 1' if i == 0 else ''},")
    out += ["", f"\t__{prefix}_MAX,", f"\t{prefix}_MAX = (__{prefix}_MAX - 1)", "};"]
    return out


def gen_uapi(spec):
    fam = c_upper(spec.name)
    out = generated("/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */", "")
    out += ["/*",
            f" * The kernel API of {spec.name}.ko: generic netlink family \"{spec.name}\".", " *"]
    out += [" * " + line for line in textwrap.wrap(one_line(spec.doc), 77,
                                                   break_on_hyphens=False)]
    out += [" *",
            " * Integers are in host order, addresses in network order. This header includes",
            " * nothing.",
            " */",
            f"#ifndef _UAPI_LINUX_{fam}_H", f"#define _UAPI_LINUX_{fam}_H", "",
            f"#define {fam}_GENL_NAME\t\t\"{spec.name}\"",
            f"#define {fam}_GENL_VERSION\t1"]
    for d in spec.definitions:
        if d["type"] == "const":
            out += [""] + comment(d.get("doc", d["name"]))
            out.append(f"#define {c_upper(spec.name + '-' + d['name'])}\t\t{d['value']}")
    for d in spec.definitions:
        if d["type"] == "enum":
            out += uapi_enum(spec, d)
    for s in spec.sets.values():
        out += uapi_set(spec, s)
    out += ["", "/* Commands. */", "enum {"]
    for i, op in enumerate(spec.ops):
        out += comment(op["doc"], "\t")
        out.append(f"\t{fam}_CMD_{c_upper(op['name'])}{' = 1' if i == 0 else ''},")
    out += ["", f"\t__{fam}_CMD_MAX,", f"\t{fam}_CMD_MAX = (__{fam}_CMD_MAX - 1)", "};", "",
            "/* Multicast groups. */"]
    for g in spec.groups:
        out.append(f"#define {fam}_MCGRP_{c_upper(g['name'])}\t\"{g['name']}\"")
    out += ["", f"#endif /* _UAPI_LINUX_{fam}_H */"]
    return "\n".join(out) + "\n"


# ---- kmod/netlink_gen.[ch] --------------------------------------------------

def range_name(spec, aset, attr):
    return c_lower(f"{spec.name}-a-{aset}-{attr['name']}-range")


def range_of(spec, attr):
    """(min, max) a number is checked against, None where the type says it all."""
    checks = attr.get("checks", {})
    top = SCALARS[attr["type"]]
    high = checks.get("max")
    if high is None and "enum" in attr:
        high = len(spec.enums[attr["enum"]]["entries"]) - 1
    low = checks.get("min", 0)
    return (low or None, None if high in (None, top) else high)


def needs_table(spec, attr):
    if attr["type"] not in SCALARS:
        return False
    return any(v is not None and v > S16_MAX for v in range_of(spec, attr))


def policy_of(spec, aset, attr):
    kind = attr["type"]
    checks = attr.get("checks", {})
    if kind in SCALARS:
        nla = f"NLA_{kind.upper()}"
        low, high = range_of(spec, attr)
        if needs_table(spec, attr):
            return f"NLA_POLICY_FULL_RANGE({nla}, &{range_name(spec, aset, attr)})"
        if low is not None and high is not None:
            return f"NLA_POLICY_RANGE({nla}, {low}, {high})"
        if low is not None:
            return f"NLA_POLICY_MIN({nla}, {low})"
        if high is not None:
            return f"NLA_POLICY_MAX({nla}, {high})"
        return f"{{ .type = {nla}, }}"
    if kind == "flag":
        return "{ .type = NLA_FLAG, }"
    if kind == "string":
        return f"{{ .type = NLA_NUL_STRING, .len = {checks['max-len']}, }}" \
            if "max-len" in checks else "{ .type = NLA_NUL_STRING, }"
    if kind == "binary":
        if "exact-len" in checks:
            return f"NLA_POLICY_EXACT_LEN({checks['exact-len']})"
        if "min-len" in checks and "max-len" in checks:
            return f"NLA_POLICY_RANGE(NLA_BINARY, {checks['min-len']}, {checks['max-len']})"
        if "max-len" in checks:
            return f"{{ .type = NLA_BINARY, .len = {checks['max-len']}, }}"
        if "min-len" in checks:
            return f"NLA_POLICY_MIN_LEN({checks['min-len']})"
        return "{ .type = NLA_BINARY, }"
    if kind == "nest":
        return f"NLA_POLICY_NESTED({nest_policy(spec, attr['nested-attributes'])})"
    raise SpecError(f"no policy for type {kind}")


def nest_policy(spec, name):
    return c_lower(f"{spec.name}-{name}-nl-policy")


def nests_of(spec, attrs, found):
    """Names of the attribute sets nested in attrs, the innermost first."""
    for a in attrs:
        if a["type"] == "nest" and a["nested-attributes"] not in found:
            nests_of(spec, spec.sets[a["nested-attributes"]]["attributes"], found)
            found.append(a["nested-attributes"])
    return found


def policy_array(spec, var, aset, attrs, static):
    last = spec.attr_c(aset, attrs[-1]["name"])
    storage = "static " if static else ""
    out = [f"{storage}const struct nla_policy {var}[{last} + 1] = {{"]
    for a in attrs:
        line = f"\t[{spec.attr_c(aset, a['name'])}] = {policy_of(spec, aset, a)},"
        # The kernel's limit is 100 columns, a tab is 8.
        out.append(line if len(line) <= 93 else line.replace("] = ", "] =\n\t\t"))
    return out + ["};", ""]


def requests(spec):
    """(operation, mode) of everything user space may send."""
    return [(op, mode) for op in spec.ops for mode in ("do", "dump") if mode in op]


def handler(spec, op, mode):
    return c_lower(f"{spec.name}-nl-{op['name']}-{mode}it")


def gen_kernel_c(spec):
    fam = spec.name
    out = generated("// SPDX-License-Identifier: GPL-2.0", "")
    out += ["/*",
            " * What each request may carry, and who serves it. Strict: an attribute that is",
            " * not listed for an operation and direction is refused before its handler runs.",
            " */",
            "#include <net/netlink.h>", "#include <net/genetlink.h>", "",
            "#include \"netlink_gen.h\"", ""]
    reqs = requests(spec)
    roots = []
    for op, mode in reqs:
        roots += spec.request_attrs(op, mode)
    nests = nests_of(spec, roots, [])

    tables, seen = [], set()
    used = [(op["attribute-set"], a) for op, mode in reqs for a in spec.request_attrs(op, mode)]
    used += [(n, a) for n in nests for a in spec.sets[n]["attributes"]]
    for aset, a in used:
        name = range_name(spec, aset, a)
        if needs_table(spec, a) and name not in seen:
            seen.add(name)
            low, high = range_of(spec, a)
            tables.append(f"static struct netlink_range_validation {name} = {{")
            if low is not None:
                tables.append(f"\t.min\t= {low}ULL,")
            tables.append(f"\t.max\t= {high if high is not None else SCALARS[a['type']]}ULL,")
            tables += ["};", ""]
    if tables:
        out += ["/* Ranges that do not fit a policy; not const, since 6.1 takes no const pointer. */"] + tables
    for n in nests:
        attrs = [a for a in spec.sets[n]["attributes"] if a["type"] != "pad"]
        out.append(f"/* Inside a nest: {n} */")
        out += policy_array(spec, nest_policy(spec, n), n, attrs, False)
    for op, mode in reqs:
        attrs = spec.request_attrs(op, mode)
        out.append(f"/* {c_upper(fam)}_CMD_{c_upper(op['name'])} - {mode} */")
        if attrs:
            out += policy_array(spec, policy_var(spec, op, mode), op["attribute-set"], attrs, True)
        else:
            # Without a policy generic netlink would ignore attributes: refuse them.
            out += [f"static const struct nla_policy {policy_var(spec, op, mode)}[2] = {{}};", ""]

    out += ["/* Operations. */",
            f"const struct genl_split_ops {c_lower(fam)}_nl_ops[{len(reqs)}] = {{"]
    for op, mode in reqs:
        attrs = spec.request_attrs(op, mode)
        flags = [{"admin-perm": "GENL_ADMIN_PERM", "uns-admin-perm": "GENL_UNS_ADMIN_PERM"}[f]
                 for f in op.get("flags", [])]
        flags.append(f"GENL_CMD_CAP_{mode.upper()}")
        out += ["\t{",
                f"\t\t.cmd\t\t= {c_upper(fam)}_CMD_{c_upper(op['name'])},",
                f"\t\t.{mode}it\t\t= {handler(spec, op, mode)},"]
        if "pre" in op[mode]:
            out.append(f"\t\t.start\t\t= {c_lower(op[mode]['pre'])},")
        if "post" in op[mode]:
            out.append(f"\t\t.post_doit\t= {c_lower(op[mode]['post'])},")
        maxattr = spec.attr_c(op["attribute-set"], attrs[-1]["name"]) if attrs else 1
        out += [f"\t\t.policy\t\t= {policy_var(spec, op, mode)},",
                f"\t\t.maxattr\t= {maxattr},"]
        out += [f"\t\t.flags\t\t= {' | '.join(flags)},", "\t},"]
    out += ["};", ""]
    out.append(f"const struct genl_multicast_group {c_lower(fam)}_nl_mcgrps[{len(spec.groups)}] = {{")
    for g in spec.groups:
        out.append(f"\t[{c_upper(fam)}_NLGRP_{c_upper(g['name'])}] = "
                   f"{{ .name = {c_upper(fam)}_MCGRP_{c_upper(g['name'])}, }},")
    out += ["};"]
    return "\n".join(out) + "\n"


def policy_var(spec, op, mode):
    """As in the kernel: the direction is named only where there are two."""
    both = "do" in op and "dump" in op
    return c_lower(f"{spec.name}-{op['name']}-{mode + '-' if both else ''}nl-policy")


def gen_kernel_h(spec):
    fam = spec.name
    guard = f"_{c_upper(fam)}_NETLINK_GEN_H"
    out = generated("/* SPDX-License-Identifier: GPL-2.0 */", "")
    out += ["/*",
            " * Operation and group tables of the netlink family, and the handlers that",
            " * netlink.c provides for them.",
            " */",
            f"#ifndef {guard}", f"#define {guard}", "",
            "#include <net/netlink.h>", "#include <net/genetlink.h>", "",
            "#include <linux/hka.h>", ""]
    reqs = requests(spec)
    roots = []
    for op, mode in reqs:
        roots += spec.request_attrs(op, mode)
    nests = nests_of(spec, roots, [])
    if nests:
        out.append("/* Policies of the nests, for nla_parse_nested() in the handlers. */")
    for n in nests:
        last = [a for a in spec.sets[n]["attributes"] if a["type"] != "pad"][-1]["name"]
        out.append(f"extern const struct nla_policy {nest_policy(spec, n)}"
                   f"[{spec.attr_c(n, last)} + 1];")
    out.append("")
    for post in dict.fromkeys(op[mode]["post"] for op, mode in reqs if "post" in op[mode]):
        out.append(f"void {c_lower(post)}(const struct genl_split_ops *ops, struct sk_buff *skb, "
                   "struct genl_info *info);")
    for op, mode in reqs:
        args = "struct sk_buff *skb, struct genl_info *info" if mode == "do" else \
            "struct sk_buff *skb, struct netlink_callback *cb"
        if "pre" in op[mode]:
            out.append(f"int {c_lower(op[mode]['pre'])}(struct netlink_callback *cb);")
        out.append(f"int {handler(spec, op, mode)}({args});")
    out += ["", f"extern const struct genl_split_ops {c_lower(fam)}_nl_ops[{len(reqs)}];", "",
            "/* Index of a multicast group. */", "enum {"]
    out += [f"\t{c_upper(fam)}_NLGRP_{c_upper(g['name'])}," for g in spec.groups]
    out += ["};", "",
            f"extern const struct genl_multicast_group "
            f"{c_lower(fam)}_nl_mcgrps[{len(spec.groups)}];",
            "", f"#endif /* {guard} */"]
    return "\n".join(out) + "\n"


# ---- docs/netlink/reference.md ----------------------------------------------

def type_text(spec, a):
    """Type and range in words, for people."""
    kind = a["type"]
    checks = a.get("checks", {})
    if kind in SCALARS:
        low, high = checks.get("min"), checks.get("max")
        if low is not None and high is not None:
            text = f"{kind}, {low}..{high}"
        elif high is not None:
            text = f"{kind}, 0..{high}"
        elif low is not None:
            text = f"{kind}, at least {low}"
        else:
            text = kind
        return text + (f", enum {c_lower(spec.name + '-' + a['enum'])}" if "enum" in a else "")
    if kind in ("string", "binary"):
        unit = "bytes"
        if "exact-len" in checks:
            return f"{kind}, {checks['exact-len']} {unit}"
        if "min-len" in checks and "max-len" in checks:
            return f"{kind}, {checks['min-len']}..{checks['max-len']} {unit}"
        if "max-len" in checks:
            return f"{kind}, at most {checks['max-len']} {unit}"
        return kind
    if kind == "nest":
        return f"nest of {a['nested-attributes']}" + \
            (", repeated" if a.get("multi-attr") else "")
    return kind


def md_attrs(spec, op, mode, direction):
    msg = op[mode].get(direction)
    if not msg:
        return "nothing"
    return ", ".join(f"`{n}`" for n in msg["attributes"])


def gen_reference(spec):
    fam = c_upper(spec.name)
    out = ["<!-- SPDX-License-Identifier: GPL-2.0-or-later -->",
           f"<!-- Do not edit; generated from {SPEC} by scripts/netlink-gen.py. -->", "",
           f"# Netlink family `{spec.name}`", "", one_line(spec.doc), "",
           f"Header `<linux/{spec.name}.h>`, version 1. An attribute not listed for a request is "
           "refused (EINVAL), as is a value outside its range (ERANGE). Integers are in host "
           "order.", "", "## Commands", ""]
    for i, op in enumerate(spec.ops, 1):
        out += [f"### {fam}_CMD_{c_upper(op['name'])} ({i})", "", one_line(op["doc"]), ""]
        for mode in ("do", "dump"):
            if mode in op:
                perm = " Needs CAP_NET_ADMIN in the user namespace of the network namespace." \
                    if op.get("flags") else ""
                out.append(f"- {mode}: takes {md_attrs(spec, op, mode, 'request')}; "
                           f"answers {md_attrs(spec, op, mode, 'reply')}.{perm}")
        if "event" in op:
            out.append(f"- event to group `{op['mcgrp']}`: " +
                       ", ".join(f"`{n}`" for n in op["event"]["attributes"]) + ".")
        if "notify" in op:
            out.append(f"- notification to group `{op['mcgrp']}`, as the answer of "
                       f"`{op['notify']}`.")
        out.append("")
    out += ["## Attributes", ""]
    for s in spec.sets.values():
        out += [f"### {s['name']} (`{fam}_A_{c_upper(s['name'])}_…`)", "",
                one_line(s.get("doc", "")), "", "| # | name | type | meaning |",
                "|---|---|---|---|"]
        for i, a in enumerate(s["attributes"], 1):
            doc = "Padding, ignored." if a["type"] == "pad" else one_line(a["doc"])
            out.append(f"| {i} | {a['name']} | {type_text(spec, a)} | {doc} |")
        out.append("")
    out += ["## Values", ""]
    for d in spec.definitions:
        if d["type"] == "const":
            out += [f"`{c_upper(spec.name + '-' + d['name'])}` = {d['value']}: "
                    f"{one_line(d.get('doc', ''))}.", ""]
            continue
        out += [f"### enum {c_lower(spec.name + '-' + d['name'])}", "", one_line(d.get("doc", "")),
                "", "| # | name | meaning |", "|---|---|---|"]
        for i, e in enumerate(d["entries"]):
            out.append(f"| {i} | {e['name']} | {one_line(e.get('doc', ''))} |")
        out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


# ---- main -------------------------------------------------------------------

OUTPUTS = {
    "include/uapi/linux/hka.h": gen_uapi,
    "kmod/netlink_gen.h": gen_kernel_h,
    "kmod/netlink_gen.c": gen_kernel_c,
    "docs/netlink/reference.md": gen_reference,
}


def main():
    parser = argparse.ArgumentParser(description="Generate the netlink API from " + SPEC)
    parser.add_argument("--check", action="store_true",
                        help="write nothing; exit 1 with a diff if a committed file differs")
    args = parser.parse_args()
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)

    with open(os.path.join(root, SPEC), encoding="utf-8") as f:
        spec = Spec(yaml.safe_load(f))
    differ = False
    for path, generate in OUTPUTS.items():
        text = generate(spec)
        full = os.path.join(root, path)
        try:
            with open(full, encoding="utf-8") as f:
                old = f.read()
        except FileNotFoundError:
            old = ""
        if text == old:
            continue
        if args.check:
            differ = True
            sys.stdout.writelines(difflib.unified_diff(
                old.splitlines(True), text.splitlines(True), path, path + " (generated)"))
            continue
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as f:
            f.write(text)
    if differ:
        print("netlink-gen: generated files differ; run scripts/netlink-gen.py", file=sys.stderr)
    return 1 if differ else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (SpecError, yaml.YAMLError) as err:
        print(f"netlink-gen: {err}", file=sys.stderr)
        sys.exit(2)
