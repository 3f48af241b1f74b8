import RecipeModel
import RecipeText

/// The metadata of a Cooklang recipe, by the canonical keys and what people write beside them.
enum CooklangMetadata {
  static func read(_ members: [JSONMember], into draft: inout RecordDraft) {
    for member in members { read(member, into: &draft) }
  }

  private static func read(_ member: JSONMember, into draft: inout RecordDraft) {
    let key = member.name.lowercased().replacing("_", with: " ")
    switch key {
    case "source" where !member.value.members.isEmpty, "author" where !member.value.members.isEmpty:
      readParts(of: member, key, into: &draft)
    case "time" where !member.value.members.isEmpty:
      readParts(of: member, key, into: &draft)
    case "nutrition", "nutritional info":
      for fact in member.value.members {
        for text in fact.value.texts { draft.read(.nutrition, fact.name, stated: text) }
      }
      for text in member.value.texts { draft.read(.nutrition, member.name, stated: text) }
    default: read(member, fields[key], into: &draft)
    }
  }

  /// `source: { name, url, author }` and `time: { prep, cook }`.
  private static func readParts(
    of member: JSONMember, _ key: String, into draft: inout RecordDraft
  ) {
    var others: [JSONMember] = []
    for part in member.value.members {
      let name = part.name.lowercased()
      if let field = fields["\(key).\(name)"] {
        read(JSONMember("\(member.name).\(part.name)", part.value), field, into: &draft)
      } else {
        others.append(part)
      }
    }
    if !others.isEmpty { draft.extras.append(JSONMember(member.name, .object(others))) }
  }

  private static func read(
    _ member: JSONMember, _ field: RecipeField?, into draft: inout RecordDraft
  ) {
    let texts = member.value.texts
    guard let field, !texts.isEmpty else {
      if member.value != .null { draft.extras.append(member) }
      return
    }
    switch field {
    case .yield: draft.readServings(draft.cleaner.line(texts.joined(separator: ", ")))
    case .tags, .image, .notes, .equipment:
      for text in texts { draft.read(field, member.name, stated: text) }
    default: draft.read(field, member.name, stated: texts.joined(separator: ", "))
    }
  }

  private static let fields: [String: RecipeField] = [
    "title": .title, "name": .title, "description": .summary, "introduction": .summary,
    "summary": .summary, "servings": .yield, "serves": .yield, "yield": .yield, "yields": .yield,
    "portions": .yield, "makes": .yield, "time": .totalTime, "time required": .totalTime,
    "duration": .totalTime, "total time": .totalTime, "time.total": .totalTime,
    "prep time": .preparationTime, "time.prep": .preparationTime, "prep": .preparationTime,
    "preparation time": .preparationTime, "cook time": .cookingTime, "time.cook": .cookingTime,
    "cooking time": .cookingTime, "author": .author, "author.name": .author,
    "source.author": .author, "source.name": .source, "source.title": .source,
    "source": .source, "source.url": .url, "source.link": .url, "url": .url, "link": .url,
    "tags": .tags, "tag": .tags, "keywords": .tags, "course": .tags, "category": .tags,
    "categories": .tags, "cuisine": .tags, "diet": .tags, "image": .image, "images": .image,
    "picture": .image, "pictures": .image, "locale": .language, "language": .language,
    "rating": .rating, "notes": .notes, "note": .notes, "equipment": .equipment,
    "date": .createdAt, "created": .createdAt, "updated": .updatedAt,
  ]
}

/// Titles that only the name of a file gives.
enum FileTitle {
  /// The name of a file without folders and endings: `a/Rye bread.cook.gz` is `Rye bread`.
  static func stem(of path: String) -> String {
    var name = path.split(separator: "/").last ?? ""
    for _ in 0..<2 {
      guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { break }
      let ending = name[name.index(after: dot)...]
      guard (1...5).contains(ending.count), !ending.contains(" "),
        !ending.allSatisfy(\.isNumber)
      else { break }
      name = name[..<dot]
      // Only what compression adds hides another ending.
      guard ["gz", "zst", "xz", "bz2"].contains(ending.lowercased()) else { break }
    }
    return name == ".cook" ? "" : String(name)
  }

  /// The same as people read it, with spaces for underscores.
  static func title(of path: String) -> String {
    let stem = stem(of: path)
    return stem.contains(" ") ? stem : stem.replacing("_", with: " ")
  }
}
