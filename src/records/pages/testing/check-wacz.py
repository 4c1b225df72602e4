#!/usr/bin/env python3
"""Checks a WACZ with Python's standard library alone; says each fault on a line, and counts at the end."""
import gzip
import hashlib
import json
import sys
import zipfile

faults = []


def fault(sentence):
    faults.append(sentence)
    print("FAULT", sentence)


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


with zipfile.ZipFile(sys.argv[1]) as package:
    if package.testzip() is not None:
        fault("the ZIP is damaged at " + package.testzip())
    for info in package.infolist():
        if info.compress_type != zipfile.ZIP_STORED:
            fault(info.filename + " is not stored")
    description = package.read("datapackage.json")
    said = json.loads(package.read("datapackage-digest.json"))
    if said["hash"] != digest(description):
        fault("datapackage.json is not the one of its digest")
    named = set()
    for resource in json.loads(description)["resources"]:
        data = package.read(resource["path"])
        named.add(resource["path"])
        if len(data) != resource["bytes"] or digest(data) != resource["hash"]:
            fault(resource["path"] + " is not as described")
    for name in package.namelist():
        if name not in named and not name.startswith("datapackage"):
            fault(name + " is not described")

    lines = []
    if "indexes/index.cdx" in named:
        lines = package.read("indexes/index.cdx").decode().splitlines()
    else:
        blocks = package.read("indexes/index.cdx.gz")
        for over in package.read("indexes/index.idx").decode().splitlines():
            if over.startswith("!meta"):
                continue
            key, stamp, place = over.split(" ", 2)
            place = json.loads(place)
            member = blocks[place["offset"] : place["offset"] + place["length"]]
            if digest(member) != place["digest"]:
                fault("a block of the index is not as described")
            block = gzip.decompress(member).decode().splitlines()
            if not block[0].startswith(key + " " + stamp + " "):
                fault("a block of the index does not begin as said")
            lines += block
    if lines != sorted(lines):
        fault("the index is not sorted")
    for line in lines:
        surt, stamp, entry = line.split(" ", 2)
        entry = json.loads(entry)
        warc = package.read("archive/" + entry["filename"])
        record = gzip.decompress(warc[entry["offset"] : entry["offset"] + entry["length"]])
        header, rest = record.split(b"\r\n\r\n", 1)
        fields = dict(one.split(": ", 1) for one in header.decode().split("\r\n")[1:])
        block = rest[: int(fields["Content-Length"])]
        if rest[len(block) :] != b"\r\n\r\n":
            fault(entry["url"] + ": the record does not end where it says")
        if fields["WARC-Target-URI"] != entry["url"]:
            fault(entry["url"] + ": the index points to " + fields["WARC-Target-URI"])
        if fields["WARC-Block-Digest"] != digest(block):
            fault(entry["url"] + ": the block's digest is wrong")
        is_http = fields["Content-Type"].startswith("application/http")
        payload = block.split(b"\r\n\r\n", 1)[1] if is_http else block
        if fields["WARC-Type"] != "revisit" and fields["WARC-Payload-Digest"] != digest(payload):
            fault(entry["url"] + ": the payload's digest is wrong")
    pages = package.read("pages/pages.jsonl").decode().splitlines()
    if json.loads(pages[0])["format"] != "json-pages-1.0":
        fault("the list of pages does not say its format")
    for page in pages[1:]:
        if not {"url", "ts"} <= json.loads(page).keys():
            fault("a page has no address or time")

print(json.dumps({"faults": len(faults), "indexed": len(lines), "pages": len(pages) - 1}))
sys.exit(1 if faults else 0)
