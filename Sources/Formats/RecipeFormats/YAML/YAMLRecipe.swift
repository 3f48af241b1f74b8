import RecipeModel
import RecipeText

/// Recipes whose members are those of a YAML mapping.
enum YAMLRecipe {
  /// The keys of recipes in YAML, in small letters.
  static let fields: [String: RecipeField] = [
    "title": .title, "name": .title, "description": .summary, "ingredients": .ingredients,
    "directions": .steps, "instructions": .steps, "steps": .steps, "method": .steps,
    "servings": .yield, "yield": .yield, "serves": .yield, "prep_time": .preparationTime,
    "preptime": .preparationTime, "prep": .preparationTime, "cook_time": .cookingTime,
    "cooktime": .cookingTime, "cook": .cookingTime, "total_time": .totalTime,
    "totaltime": .totalTime, "time": .totalTime, "image": .image, "images": .image,
    "photo": .image, "tags": .tags, "categories": .tags, "category": .tags, "course": .tags,
    "cuisine": .tags, "keywords": .tags, "source": .source, "url": .url, "source_url": .url,
    "link": .url, "author": .author, "notes": .notes, "rating": .rating,
    "nutrition": .nutrition, "nutritional_info": .nutrition, "date": .createdAt,
    "language": .language, "lang": .language, "equipment": .equipment, "layout": .context,
    "uuid": .externalID, "uid": .externalID,
  ]
}

extension RecordDraft {
  /// Reads a member of a YAML mapping; one without a field is kept by its key.
  mutating func read(_ fields: [String: RecipeField], _ member: JSONMember) {
    let field = fields[member.name.lowercased()]
    switch field {
    case nil: if member.value != .null { extras.append(member) }
    case .ingredients: for line in lines(of: member) { ingredients.add(line) }
    case .steps:
      if case .string(let text) = member.value {
        read(.steps, member.name, stated: text)
      } else {
        for line in lines(of: member) { steps.add(item: line) }
      }
    case .yield:
      let stated = cleaner.line(member.value.texts.joined(separator: ", "))
      if body.yield == nil, !stated.isEmpty {
        readServings(stated)
      } else {
        keep(member.name, stated)
      }
    case .nutrition where !member.value.members.isEmpty:
      for fact in member.value.members {
        for text in fact.value.texts { read(.nutrition, fact.name, stated: text) }
      }
    case .context: break
    case let field?:
      guard member.value.members.isEmpty else { return extras.append(member) }
      for text in member.value.texts { read(field, member.name, stated: text) }
    }
  }

  /// The lines of a list or a text; a mapping in it is one line, and a group where it holds a list.
  private mutating func lines(of member: JSONMember) -> [String] {
    switch member.value {
    case .string(let text):
      return text.split(whereSeparator: \.isNewline).map { cleaner.line(String($0)) }
    case .array(let values): return values.flatMap { lines(of: JSONMember("", $0)) }
    case .object(let members):
      return members.flatMap { inner in
        switch inner.value {
        // `Salt: a pinch` is a mapping to YAML, and a line to people.
        case .string(let text): [cleaner.line("\(inner.name): \(text)")]
        case .array, .object:
          ["\(cleaner.line(inner.name)):"] + lines(of: JSONMember("", inner.value))
        default: [cleaner.line(inner.name) + ":"]
        }
      }
    case .null, .bool, .integer, .double: return []
    }
  }
}
