#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Test vectors of authenticated adverts, made without any code of the module.

    hmac_vectors.py > hmac_vectors.h        (hmac_vectors.py --check: is it up to date?)

Messages, checksums and HMACs are computed here, by hashlib and hmac of the standard
library. Two of them are the images in the appendix of draft-cassen-vrrp-auth-hmac, which
stand here as they are printed there: the script fails unless it arrives at them.
"""
import hashlib
import hmac
import ipaddress
import os
import struct
import sys

KEYS = {1: bytes(range(32)), 2: bytes(range(32, 64)), 7: bytes(range(64)), 255: b"k" * 33}

PRINTED = {
    "draft-ipv4": "3133c80100644402c0000264"
                  "0101000068000000800000001b84bc4e8e43892dc6d98448f8ee2265",
    "draft-ipv6": "3133c8010064a2e9fe800000000000000000000000000100"
                  "010100006800000080000000c8c56146ebfd66ee10ec4d8186461b78",
}

# name, version, VRID, priority, centiseconds or seconds, source, destination, addresses,
# pseudo-header in the checksum of IPv4, key, sequence
CASES = [
    ("draft-ipv4", 3, 51, 200, 100, "198.51.100.10", "224.0.0.18", ["192.0.2.100"], False, 1,
     0x6800000080000000),
    ("draft-ipv6", 3, 51, 200, 100, "fe80::10", "fe80::20", ["fe80::100"], False, 1,
     0x6800000080000000),
    ("v3-pseudo", 3, 10, 100, 100, "192.0.2.2", "224.0.0.18", ["192.0.2.1"], True, 2,
     0x69245a3c0badcafe),
    ("v3-release", 3, 10, 0, 100, "192.0.2.2", "192.0.2.9", ["192.0.2.1", "192.0.2.129"], False,
     7, 0xffffffffffffffff),
    ("v2", 2, 255, 254, 1, "192.0.2.2", "224.0.0.18", ["192.0.2.1"], False, 255, 1),
    ("v2-none", 2, 1, 1, 255, "192.0.2.2", "224.0.0.18", [], False, 1, 0x7fffffffffffffff),
    ("ipv6-two", 3, 10, 100, 4095, "fe80::2", "ff02::12", ["fe80::1", "2001:db8::1"], False, 2,
     0x80000000ffff0001),
]


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def build(case):
    name, version, vrid, prio, interval, src, dst, addrs, pseudo, key, seq = case
    src, dst = ipaddress.ip_address(src), ipaddress.ip_address(dst)
    six = src.version == 6
    rest = struct.pack(">H", interval) if version == 3 else struct.pack(">BB", 0, interval)
    head = bytes([version << 4 | 1, vrid, prio, len(addrs)]) + rest
    tail = b"".join(ipaddress.ip_address(a).packed for a in addrs)
    tail += bytes(8) if version == 2 else b""
    trailer = struct.pack(">BBHQ", 1, key, 0, seq)
    bound = bytes([src.version, version, vrid, 0]) + src.packed.ljust(16, b"\0")
    signed = bound + head + b"\0\0" + tail + trailer + bytes(16)
    digest = hmac.new(KEYS[key], signed, hashlib.sha256).digest()[:16]
    message = head + b"\0\0" + tail
    whole = message + trailer + digest
    summed = whole if six else message
    if six:
        summed = src.packed + dst.packed + struct.pack(">II", len(whole), 112) + summed
    elif pseudo:
        summed = src.packed + dst.packed + struct.pack(">BBH", 0, 112, len(message)) + summed
    wire = head + struct.pack(">H", checksum(summed)) + (tail + trailer + digest)
    if name in PRINTED and wire.hex() != PRINTED[name]:
        sys.exit(f"{name}: {wire.hex()} is not the image that is printed in the draft")
    return wire, signed, src.packed, dst.packed, [ipaddress.ip_address(a).packed for a in addrs]


def array(data):
    lines, data = [], list(data)
    for i in range(0, len(data), 12):
        lines.append(", ".join(f"0x{b:02x}" for b in data[i:i + 12]))
    return ",\n\t\t  ".join(lines) or "0"


def text():
    out = ["/* SPDX-License-Identifier: GPL-2.0-or-later */",
           "/* Do not edit; made by hmac_vectors.py, which tells how. */",
           "#ifndef _HKA_HMAC_VECTORS_H", "#define _HKA_HMAC_VECTORS_H", "",
           '#include "packet.h"', "",
           "struct hmac_vector {", "\tconst char *name;",
           "\tu8 version, family, vrid, priority, count, form, key;",
           "\tu32 interval_us;", "\tu64 seq;", "\tu32 len, n_signed;",
           "\tstruct hka_addr src, dst, addrs[2];", "\tu8 key_bytes[64];", "\tu32 key_len;",
           "\tu8 wire[96];", "\tu8 signed_bytes[120];", "};", "",
           "static const struct hmac_vector hmac_vectors[] = {"]
    for case in CASES:
        name, version, vrid, prio, interval, src, _, addrs, pseudo, key, seq = case
        wire, signed, src, dst, packed = build(case)
        six = len(src) == 16
        form = "NONE" if six or version == 2 else "PSEUDO" if pseudo else "PLAIN"
        out += ["\t{", f'\t\t.name = "{name}", .version = {version}, '
                f".family = HKA_FAMILY_IPV{6 if six else 4}, .vrid = {vrid},",
                f"\t\t.priority = {prio}, .count = {len(addrs)}, .form = HKA_CSUM_{form}, "
                f".key = {key},",
                f"\t\t.interval_us = {interval * (10000 if version == 3 else 1000000)}, "
                f".seq = 0x{seq:016x}ull,",
                f"\t\t.len = {len(wire)}, .n_signed = {len(signed)}, "
                f".key_len = {len(KEYS[key])},",
                f"\t\t.src = {{ {{ {array(src)} }} }},", f"\t\t.dst = {{ {{ {array(dst)} }} }},"]
        if packed:
            out.append("\t\t.addrs = { " + ", ".join(f"{{ {{ {array(a)} }} }}" for a in packed) +
                       " },")
        out += [f"\t\t.key_bytes = {{ {array(KEYS[key])} }},",
                f"\t\t.wire = {{ {array(wire)} }},",
                f"\t\t.signed_bytes = {{ {array(signed)} }},", "\t},"]
    return "\n".join(out + ["};", "", "#endif /* _HKA_HMAC_VECTORS_H */"]) + "\n"


if sys.argv[1:] == ["--check"]:
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hmac_vectors.h")
    with open(here, encoding="ascii") as f:
        if f.read() != text():
            sys.exit("hmac_vectors.h is not what hmac_vectors.py makes")
else:
    sys.stdout.write(text())
