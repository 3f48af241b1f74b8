"""Judges exports with Python's own libraries, and pages made of them with recipe-scrapers."""
import csv
import json
import pathlib
import sys
import zipfile


def judge_zip(path, folder):
    """The names are UTF-8 and marked so, and the content is that of the folder."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        files = {str(file.relative_to(folder)) for file in pathlib.Path(folder).rglob("*") if file.is_file()}
        assert set(names) == files, set(names) ^ files
        for member in archive.infolist():
            assert member.flag_bits & 0x800, member.filename
            if not member.filename.endswith(".zip"):
                assert archive.read(member) == (pathlib.Path(folder) / member.filename).read_bytes()


def judge_csv(path, count):
    """Every row has the columns of the header, and a title."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len(rows) == int(count), len(rows)
    for row in rows:
        assert None not in row and None not in row.values(), row
        assert row["title"] and row["ingredients"] and row["directions"], row["title"]


def judge_pages(folder):
    """Each recipe in a page says through recipe-scrapers what its JSON says."""
    from recipe_scrapers import scrape_html

    for file in sorted(pathlib.Path(folder).glob("*.jsonld")):
        text = file.read_text(encoding="utf-8")
        stated = json.loads(text)
        page = '<html><head><script type="application/ld+json">%s</script></head></html>' % text.replace("</", "<\\/")
        recipe = scrape_html(page, org_url="https://example.org/recipe", supported_only=False)
        assert recipe.title() == stated["name"], file.name
        assert recipe.ingredients() == stated["recipeIngredient"], file.name
        steps = []
        for step in stated["recipeInstructions"]:
            if step["@type"] == "HowToSection":
                steps.append(step["name"])
                steps += [inner["text"] for inner in step["itemListElement"]]
            else:
                steps.append(step["text"])
        assert recipe.instructions_list() == steps, (file.name, recipe.instructions_list(), steps)
        if "author" in stated:
            assert recipe.author() == stated["author"]["name"], file.name
        for name, read in [("prepTime", recipe.prep_time), ("cookTime", recipe.cook_time), ("totalTime", recipe.total_time)]:
            if name in stated:
                assert minutes(stated[name]) == read(), (file.name, name, stated[name], read())
        # The package passes over pictures that are not on the web.
        if stated.get("image", ["data:"])[0].startswith("http"):
            assert recipe.image() == stated["image"][0], file.name
        if "recipeYield" in stated:
            assert recipe.yields(), file.name
        if "aggregateRating" in stated:
            assert abs(recipe.ratings() - stated["aggregateRating"]["ratingValue"]) < 0.01, file.name
        if "keywords" in stated:
            assert recipe.keywords() == [word.strip() for word in stated["keywords"].split(",")], file.name


def minutes(duration):
    """The minutes of the durations that the writer writes."""
    hours, _, rest = duration[2:].rpartition("H")
    return int(hours or 0) * 60 + int(rest[:-1] or 0)


if __name__ == "__main__":
    {"zip": judge_zip, "csv": judge_csv, "pages": judge_pages}[sys.argv[1]](*sys.argv[2:])
