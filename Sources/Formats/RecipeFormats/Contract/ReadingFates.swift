/// What becomes of what archives of a format hold beside the recipes' own fields.
public struct ReadingFates: Sendable, Equatable {
  /// What becomes of one kind of thing.
  public enum Fate: Sendable, Equatable {
    /// The format has no such thing.
    case absent
    /// It becomes a field of the recipe.
    case field(String)
    /// It is kept in the extras of the recipe.
    case extras
    /// It is counted, and told as left out.
    case leftOut
    /// It has no place.
    case lost
  }

  public var comments = Fate.absent
  public var ratings = Fate.absent
  /// Categories, folders, cookbooks.
  public var collections = Fate.absent
  /// Menus and shopping lists as well.
  public var mealPlans = Fate.absent
  /// What else is kept in the extras.
  public var kept = ""
  /// What is passed over without a warning; it is no part of a recipe, or stands elsewhere.
  public var lost = ""
}

extension RecipeReaders {
  /// What becomes of the other things in archives of a reader's format; each reader has an entry.
  public static func fates(of reader: any RecipeReader.Type) -> ReadingFates? {
    fates[reader.format.name]
  }

  private static let fates: [String: ReadingFates] = [
    "accuchef": ReadingFates(collections: .field("tags"), lost: "codes of the program's own (`L`)"),
    "cheftap": ReadingFates(),
    "chowdown": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"), kept: "components of a meal"),
    "cookbook-manager": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"),
      kept: "other time, videos, when it was last cooked"),
    "cookml": ReadingFates(collections: .field("tags"), kept: "elements without a field"),
    "cooklang": ReadingFates(
      comments: .lost, ratings: .field("rating"), collections: .field("tags"),
      kept: "named timers, paths of other recipes, other metadata",
      lost: "comments in the text (`--`, `[- -]`), the mark of fixed amounts"),
    "cookmate": ReadingFates(
      comments: .field("notes"), ratings: .field("rating"), collections: .field("tags"),
      kept: "favourite, video"),
    "cookmate-csv": ReadingFates(
      comments: .field("notes"), ratings: .field("rating"), collections: .field("tags"),
      kept: "columns without a field"),
    "copy-me-that": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"), kept: "fields without one here"),
    "crouton": ReadingFates(
      ratings: .field("rating"), collections: .extras, kept: "scale, folders by id, the method",
      lost: "whether it is public"),
    "csv": ReadingFates(
      comments: .field("notes"), ratings: .field("rating"), collections: .field("tags"),
      kept: "columns without a field"),
    "domestica": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"), kept: "members without a field"),
    "easy-recipe-deluxe": ReadingFates(collections: .field("tags"), kept: "labels without a field"),
    "enex": ReadingFates(
      collections: .field("tags"), kept: "other files by name, elements without a field",
      lost:
        "ticks of boxes, looks, reminders, text recognized in pictures; told: the place, an author that is an address"
    ),
    "foodcom": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"), kept: "columns without a field",
      lost: "counts of steps and ingredients"),
    "gourmet": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"), kept: "elements without a field"),
    "html": ReadingFates(
      comments: .field("notes, or extras"), ratings: .field("rating"), collections: .field("tags"),
      kept: "properties without a field", lost: "what the page says beside its recipes"),
    "json-ld": ReadingFates(
      comments: .field("notes, or extras"), ratings: .field("rating"), collections: .field("tags"),
      kept: "properties without a field", lost: "nodes that no recipe refers to"),
    "kreml": ReadingFates(
      comments: .extras, ratings: .field("rating"), collections: .field("tags"),
      mealPlans: .leftOut, kept: "criteria of ratings"),
    "living-cookbook": ReadingFates(
      comments: .extras, ratings: .field("rating"), collections: .field("tags"),
      mealPlans: .leftOut,
      kept: "reviews, oven temperature, waiting time, difficulty, fields of the user",
      lost: "ids of ingredients, links between recipes, weights and volumes of measures"),
    "mastercook-text": ReadingFates(collections: .field("tags"), kept: "labels without a field"),
    "mealie": ReadingFates(
      comments: .extras, ratings: .field("rating"), collections: .leftOut, mealPlans: .leftOut,
      kept: "slug, assets, timeline, when it was made last, favourites, own extras",
      lost:
        "users, groups, settings, tokens, reports, which step uses which ingredient, labels and aliases of foods and units"
    ),
    "mealmaster": ReadingFates(
      collections: .field("tags"), lost: "mail and other text between recipes"),
    "mela": ReadingFates(collections: .field("tags"), kept: "favourite, want to cook"),
    "mx2": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"), mealPlans: .leftOut,
      kept: "criteria of ratings, elements without a field", lost: "the copy of the recipe as text"),
    "my-recipe-box": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"),
      kept: "inactive time, favourite, video"),
    "nextcloud": ReadingFates(
      comments: .field("notes, or extras"), ratings: .field("rating"), collections: .field("tags"),
      kept: "properties without a field", lost: "`printImage`, the server's `imageUrl`"),
    "now-youre-cooking": ReadingFates(
      collections: .field("tags"), lost: "numbers of foods (`NYC Nutrilink`)"),
    "open-recipes": ReadingFates(collections: .field("tags"), kept: "when the page was read"),
    "openeats": ReadingFates(
      comments: .extras, ratings: .field("rating"), collections: .leftOut, mealPlans: .leftOut,
      kept: "comments of ratings", lost: "users, sessions"),
    "paprika": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"),
      kept: "favourite, members without a field"),
    "pepperplate": ReadingFates(collections: .field("tags"), kept: "labels without a field"),
    "plain-json": ReadingFates(
      comments: .extras, ratings: .field("rating"), collections: .field("tags"),
      kept: "members without a field"),
    "plain-text": ReadingFates(collections: .field("tags"), kept: "what stands above a title"),
    "plan-to-eat-csv": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"), kept: "columns without a field",
      lost: "`Url Host`, which is part of the address"),
    "plan-to-eat-text": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"), kept: "labels without a field"),
    "recettetek": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"),
      kept: "favourite, video, waiting time", lost: "the address a stored picture came from"),
    "recipe-keeper": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"),
      kept: "favourite, properties without a field"),
    "recipemd": ReadingFates(collections: .field("tags"), kept: "links of ingredients to recipes"),
    "recipeml": ReadingFates(
      collections: .field("tags"), kept: "elements without a field",
      lost: "the heads of menus and files"),
    "recipenlg": ReadingFates(
      kept: "the foods it found, where it took the recipe from", lost: "the number of the row"),
    "recipesage": ReadingFates(
      comments: .field("notes, or extras"), ratings: .field("rating"), collections: .field("tags"),
      kept: "properties without a field"),
    "rezkonv": ReadingFates(
      collections: .field("tags"), lost: "mail and other text between recipes"),
    "saffron": ReadingFates(collections: .field("tags"), kept: "labels without a field"),
    "tandoor": ReadingFates(
      ratings: .field("rating"), collections: .field("tags"),
      kept: "times of steps and what else they say",
      lost:
        "whether it is internal, descriptions, dates and supermarket categories of keywords, foods and units"
    ),
  ]
}
