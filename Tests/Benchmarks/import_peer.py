"""The work of an import as a script would do it: Python's gzip, json and sqlite3.

  python3 import_peer.py COLLECTION STORE [--fts-tuned] [--without text,copies]

STORE is an installation with one user and one community and no recipes, made by `levain`, so that
tables, indexes, triggers and page size are the same. The pragmas are those of an import, batches are
10,000 records; the settings of full text are SQLite's own unless --fts-tuned is given. Prints the seconds of each part as JSON.
"""

import argparse
import datetime
import gzip
import hashlib
import json
import sqlite3
import time
import unicodedata
import uuid

BATCH = 10_000
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
PRAGMAS = """
  PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -{cache}; PRAGMA temp_store = FILE; PRAGMA wal_autocheckpoint = {checkpoint};
"""


def minutes(text):
    hours, _, rest = text.removeprefix("PT").rpartition("H")
    return int(hours or 0) * 60 + int(rest.removesuffix("M") or 0)


def milliseconds(day):
    when = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.timezone.utc)
    return int(when.timestamp()) * 1000


def folded(tag):
    return unicodedata.normalize("NFKC", tag).casefold()


class Load:
    def __init__(self, connection, keeps_text, keeps_copies):
        self.connection, self.keeps_text, self.keeps_copies = connection, keeps_text, keeps_copies
        self.user = connection.execute("SELECT id FROM user").fetchone()[0]
        self.community = connection.execute("SELECT id FROM community").fetchone()[0]
        self.change = connection.execute("SELECT max(change) FROM community").fetchone()[0] + 1
        self.run = connection.execute(
            "INSERT INTO run (public_id, kind, fingerprint, label, state, reference_at, started_at) "
            "VALUES (?, 'import', ?, 'a collection', 'running', 0, 0)",
            (str(uuid.uuid4()), bytes(32))).lastrowid
        self.bodies, self.tags, self.recipes = {}, {}, {}
        self.tag_uses = {}
        self.last_recipe = 0
        self.seconds = {}
        self.empty()

    def empty(self):
        self.new_bodies, self.new_texts, self.new_recipes = [], [], []
        self.new_sources, self.new_tags, self.new_links = [], [], []

    def timed(self, part, function):
        start = time.perf_counter()
        function()
        self.seconds[part] = self.seconds.get(part, 0) + time.perf_counter() - start

    def add(self, line):
        record = json.loads(line)
        title = unicodedata.normalize("NFC", record["name"])
        ingredients = record["recipeIngredient"]
        steps = [step["text"] for step in record["recipeInstructions"]]
        content = json.dumps(
            {"title": title, "description": record["description"],
             "ingredients": [{"text": text} for text in ingredients],
             "steps": [{"text": text} for text in steps], "yield": record["recipeYield"],
             "prepTime": minutes(record["prepTime"]), "cookTime": minutes(record["cookTime"])},
            ensure_ascii=False, separators=(",", ":")).encode()
        digest = hashlib.sha256(content).digest()
        body = self.bodies.get(digest)
        if body is None:
            body = self.bodies[digest] = len(self.bodies) + 1
            same = hashlib.sha256("\0".join([title, *ingredients, *steps]).encode()).digest()[:16]
            self.new_bodies.append((body, digest, same, title, content.decode()))
            if self.keeps_text:
                self.new_texts.append((body, title, "\n".join(ingredients), "\n".join(steps)))
        url = record["@id"]
        created = milliseconds(record["datePublished"])
        public_id = uuid.uuid5(NAMESPACE, url)
        self.last_recipe += 1
        recipe = self.recipes[url] = self.last_recipe
        based_on = record.get("isBasedOn")
        self.new_recipes.append((recipe, str(public_id), body, self.user, self.community,
                                 self.recipes.get(based_on["@id"]) if based_on else None,
                                 created, self.change))
        if based_on and based_on["@id"] not in self.recipes:
            self.later.append((based_on["@id"], recipe))
        self.new_sources.append((recipe, self.run, url, hashlib.sha256(line).digest(), body))
        for name in record["keywords"]:
            tag = self.tags.get(name)
            if tag is None:
                tag = self.tags[name] = len(self.tags) + 1
                self.new_tags.append((tag, str(uuid.uuid5(NAMESPACE, name)), name, folded(name)))
            self.tag_uses[tag] = self.tag_uses.get(tag, 0) + 1
            self.new_links.append((recipe, tag))
        if self.keeps_copies:
            self.last_recipe += 1
            self.new_recipes.append((self.last_recipe, str(uuid.uuid5(public_id, "copy")), body,
                                     self.user, None, recipe, created, self.change))
            self.new_links += [(self.last_recipe, self.tags[name]) for name in record["keywords"]]

    def flush(self):
        run = self.connection.executemany
        run("INSERT INTO recipe_body (id, digest, content_digest, title, structured) "
            "VALUES (?, ?, ?, ?, ?)", self.new_bodies)
        run("INSERT INTO recipe (id, public_id, body_id, creator_id, community_id, origin_id, "
            "origin_kind, created_at, updated_at, change) VALUES "
            "(?1, ?2, ?3, ?4, ?5, ?6, iif(?6 IS NULL, NULL, iif(?5 IS NULL, 'personal_copy', "
            "'variant')), ?7, ?7, ?8)", self.new_recipes)
        run("INSERT INTO recipe_source (recipe_id, run_id, source_name, identity_kind, identity, "
            "identity_ordinal, record_digest, format, reader_version, body_id, archive) VALUES "
            "(?, ?, 'json-ld', 'external_id', ?, 1, ?, 'json-ld', 1, ?, 'collection')",
            self.new_sources)
        run("INSERT INTO tag (id, public_id, name, folded, change) VALUES (?, ?, ?, ?, 1)",
            self.new_tags)
        run("INSERT INTO recipe_tag (recipe_id, tag_id) VALUES (?, ?)", self.new_links)
        self.connection.commit()

    def flush_texts(self):
        self.connection.executemany(
            "INSERT INTO recipe_text (rowid, title, ingredients, steps) VALUES (?, ?, ?, ?)",
            self.new_texts)
        self.connection.commit()

    def read(self, path):
        self.later = []
        start = time.perf_counter()
        with gzip.open(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                self.add(line)
                if number % BATCH == 0:
                    self.store()
        self.store()
        self.connection.executemany(
            "UPDATE recipe SET origin_id = ?, origin_kind = 'variant' WHERE id = ?",
            [(self.recipes[url], recipe) for url, recipe in self.later])
        self.connection.commit()
        total = time.perf_counter() - start
        self.seconds["read"] = total - self.seconds["rows"] - self.seconds.get("text", 0)

    def store(self):
        self.timed("rows", self.flush)
        if self.keeps_text:
            self.timed("text", self.flush_texts)
        self.empty()

    def index(self):
        """Lineage as intervals, tree by tree, and the counts of tags."""
        children, roots = {}, []
        for recipe, origin in self.connection.execute(
                "SELECT id, origin_id FROM recipe WHERE origin_kind IS NOT 'personal_copy' "
                "ORDER BY id"):
            if origin is None:
                roots.append(recipe)
            else:
                children.setdefault(origin, []).append(recipe)
        rows = []
        for root in roots:
            if root not in children:
                continue
            place, stack = 0, [(root, 0, None)]
            while stack:
                node, depth, pre = stack.pop()
                if pre is not None:
                    rows.append((node, root, depth, pre, place - 1))
                    continue
                stack.append((node, depth, place))
                place += 1
                stack += [(child, depth + 1, None) for child in reversed(children.get(node, ()))]
        self.connection.executemany("INSERT INTO lineage VALUES (?, ?, ?, ?, ?)", rows)
        self.connection.executemany("INSERT INTO tag_count VALUES (?, ?, ?)", [
            (self.community, tag, uses) for tag, uses in self.tag_uses.items()])
        self.connection.commit()


options = argparse.ArgumentParser()
options.add_argument("collection")
options.add_argument("store")
options.add_argument("--fts-tuned", action="store_true")
options.add_argument("--without", default="")
options.add_argument("--cache", type=int, default=128 << 10, help="KiB of page cache")
options.add_argument("--checkpoint", type=int, default=16384, help="pages of log")
given = options.parse_args()
connection = sqlite3.connect(given.store)
connection.executescript(PRAGMAS.format(cache=given.cache, checkpoint=given.checkpoint))
# A store has settings of its own; these are the defaults of SQLite, or what suits a load.
automerge, hash_size = (0, 128 << 20) if given.fts_tuned else (4, 1 << 20)
connection.execute("INSERT INTO recipe_text (recipe_text, rank) VALUES ('automerge', ?)", [automerge])
connection.execute("INSERT INTO recipe_text (recipe_text, rank) VALUES ('hashsize', ?)", [hash_size])
without = given.without.split(",")
load = Load(connection, "text" not in without, "copies" not in without)
load.read(given.collection)
load.timed("indexes", load.index)
connection.close()
print(json.dumps({**{part: round(value, 2) for part, value in load.seconds.items()},
                  "total": round(sum(load.seconds.values()), 2)}))
