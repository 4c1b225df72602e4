"""Checks every proofs/*.tlog-proof of an unpacked package against its entry, with Python's standard library alone.

Usage: python3 check-tlog-proof.py FOLDER. The checkpoint's signature is openssl's to check, as RECIPE.txt shows.
"""

import base64
import glob
import hashlib
import json
import os
import sys


def sha(data):
    return hashlib.sha256(data).digest()


def root_of(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    node, last, value = index, size - 1, leaf
    for other in path:
        assert last > 0 and len(other) == 32, "the path is too long"
        if node % 2 == 1 or node == last:
            value = sha(b"\x01" + other + value)
            while node % 2 == 0 and node != 0:
                node, last = node // 2, last // 2
        else:
            value = sha(b"\x01" + value + other)
        node, last = node // 2, last // 2
    assert last == 0, "the path is too short"
    return value


folder = sys.argv[1]
with open(os.path.join(folder, "entries.jsonl"), encoding="utf-8") as lines:
    entries = {record["index"]: base64.b64decode(record["entry"]) for record in map(json.loads, lines)}
proofs = glob.glob(os.path.join(folder, "proofs", "*.tlog-proof"))
assert len(proofs) == len(entries), "not every entry has its proof"
for name in proofs:
    with open(name, encoding="utf-8", newline="") as file:
        head, checkpoint = file.read().split("\n\n", 1)
    magic, where, *path = head.split("\n")
    assert magic == "c2sp.org/tlog-proof@v1", "this is no proof"
    index = int(where.removeprefix("index "))
    assert os.path.basename(name) == f"{index}.tlog-proof", "the proof is of another entry"
    _origin, size, root, *_rest = checkpoint.split("\n")
    found = root_of(sha(b"\x00" + entries[index]), index, int(size), [base64.b64decode(one) for one in path])
    assert found == base64.b64decode(root), f"entry {index} is not in the log"
    print(f"entry {index}: in the log of {size}")
