"""Compares records of Levain with recipe-scrapers' schema.org extraction; see compare-pages."""

import collections
import glob
import gzip
import json
import os
import re
import sys
import unicodedata

from bs4 import BeautifulSoup
from recipe_scrapers._factory import SchemaScraperFactory
from recipe_scrapers._utils import get_yields, normalize_string

FIELDS = ["title", "ingredients", "instructions", "yields", "total_time", "image", "author"]
BAR = 0.97


def records(path):
    """What Levain read, by page: the records that `levain inspect --records` printed."""
    found = collections.defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            page = re.search(r"([^/]*\.html?(\.gz)?)(:|$)", record["place"])
            if page and "body" in record:
                images = [image.get("url", "(a file)") for image in record.get("images", [])]
                found[page.group(1)].append(ours(record["body"], images))
    return found


def ours(body, images):
    """A record of Levain in the fields of the comparison."""
    times = body.get("times", {})
    minutes = {name: span.get("minutes") or 0 for name, span in times.items()}
    total = minutes.get("total") or minutes.get("preparation", 0) + minutes.get("cooking", 0)
    stated = body.get("yield", {}).get("text")
    return {
        "title": body["title"],
        "ingredients": lines(body.get("ingredients", []), "ingredients"),
        "instructions": lines(body.get("steps", []), "steps"),
        "yields": get_yields(stated) if stated else None,
        "total_time": total or None,
        "image": images[0] if images else None,
        "author": body.get("credit", {}).get("author"),
    }


def lines(groups, name):
    found = []
    for group in groups:
        if group.get("name"):
            found.append(group["name"])
        found += [line["text"] if isinstance(line, dict) else line for line in group[name]]
    return found


def theirs(html):
    """What the package makes of a page; None when it finds no recipe in it."""
    canonical = BeautifulSoup(html, "html.parser").find("link", {"rel": "canonical", "href": True})
    address = canonical["href"] if canonical else ""
    if not address.startswith("http"):
        address = "https://example.org/"
    scraper = SchemaScraperFactory.generate(html, address, best_image=False)
    if not scraper.schema.data:
        return None
    found = {}
    for field in FIELDS:
        method = "instructions_list" if field == "instructions" else field
        try:
            found[field] = getattr(scraper, method)()
        except Exception:  # It raises whatever it trips over.
            found[field] = None
    return found


def canonical(field, value):
    """A value without differences that mean nothing: marks of headings, numbers of steps, spaces."""
    if value in (None, "", [], "None"):
        return None
    if field in ("ingredients", "instructions"):
        texts = value if isinstance(value, list) else [value]
        plain = [plain_line(line) for text in texts for line in str(text).split("\n")]
        joined = "".join(plain) if field == "instructions" else "\n".join(filter(None, plain))
        return joined or None
    if field == "total_time":
        return int(value) or None
    return normalize_string(unicodedata.normalize("NFC", str(value))) or None


def plain_line(line):
    text = normalize_string(unicodedata.normalize("NFC", line))
    text = re.sub(r"^(?:(?:step|schritt|étape)\s+)?\d{1,3}[.):]\s*|^[-*#]+\s+", "", text, flags=re.I)
    text = re.sub(r"^\[(.*)\]$", r"\1", text)
    return re.sub(r"\s+", "", text).rstrip(":")


def compare(pages, found):
    """Gives the agreement by field, and every difference as page, field, theirs, ours."""
    counts = collections.defaultdict(collections.Counter)
    differences = []
    for name, html, expected in pages:
        stated = theirs(html)
        if stated is None:
            continue
        own = pick(found.get(name, []), stated["title"])
        for field in FIELDS:
            left, right = canonical(field, stated[field]), canonical(field, own.get(field))
            if left is None and right is None:
                continue
            counts[field]["compared"] += 1
            counts[field]["agree"] += left == right
            if left != right:
                differences.append((name, field, stated[field], own.get(field)))
            wanted = canonical(field, expected_value(expected, field))
            if wanted is not None:
                counts[field]["expected"] += 1
                counts[field]["package as expected"] += left == wanted
                counts[field]["levain as expected"] += right == wanted
    return counts, differences


def pick(candidates, title):
    same = [one for one in candidates if canonical("title", one["title"]) == canonical("title", title)]
    return (same or candidates or [{}])[0]


def expected_value(expected, field):
    return expected.get("instructions_list" if field == "instructions" else field)


def read_pages(folder):
    for path in sorted(glob.glob(f"{folder}/**/*.htm*", recursive=True)):
        opened = gzip.open(path) if path.endswith(".gz") else open(path, "rb")
        with opened as file:
            html = file.read().decode("utf-8", "replace")
        beside = re.sub(r"\.html?(\.gz)?$", ".json", path)
        expected = {}
        if os.path.exists(beside):
            with open(beside, encoding="utf-8") as file:
                expected = json.load(file)
        yield os.path.basename(path), html, expected


def main(folder, inspected):
    counts, differences = compare(list(read_pages(folder)), records(inspected))
    total = sum(counts.values(), collections.Counter())
    columns = ["compared", "agree", "expected", "package as expected", "levain as expected"]
    print("\t".join(["field"] + columns))
    for field in FIELDS + ["all"]:
        row = total if field == "all" else counts[field]
        print("\t".join([field] + [str(row[column]) for column in columns]))
    share = total["agree"] / total["compared"]
    print(f"\n{share:.2%} of {total['compared']} page-fields agree\n")
    for name, field, left, right in differences:
        print(f"{name}\t{field}\n  package: {left!r}\n  levain:  {right!r}")
    nearer = total["levain as expected"] >= total["package as expected"]
    return 0 if share >= BAR and nearer else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
