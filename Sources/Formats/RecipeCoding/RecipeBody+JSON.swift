public import JSONText
public import RecipeModel

extension RecipeBody {
  /// Writes the canonical JSON; nothing that is nil or empty is written, except the title.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("title", title)
      writer.member("summary", summary)
      writer.list("ingredients", ingredients) { group, writer in group.write(to: &writer) }
      writer.list("steps", steps) { group, writer in
        writer.object { writer in
          writer.member("name", group.name)
          writer.strings("steps", group.steps)
        }
      }
      times.writeMember(to: &writer)
      if let yield {
        writer.key("yield")
        yield.write(to: &writer)
      }
      credit.writeMember(to: &writer)
      writer.list("nutrition", nutrition) { fact, writer in
        writer.object { writer in
          writer.member("name", fact.name)
          writer.member("value", fact.value)
        }
      }
      if let rating {
        writer.key("rating")
        rating.write(to: &writer)
      }
      writer.strings("notes", notes)
      writer.strings("equipment", equipment)
      writer.member("language", language)
    }
  }
}

extension IngredientGroup {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", name)
      writer.list("ingredients", ingredients) { ingredient, writer in
        ingredient.write(to: &writer)
      }
    }
  }
}

extension Ingredient {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("text", text)
      if let quantity {
        writer.key("quantity")
        quantity.write(to: &writer)
      }
      writer.member("unit", unit)
      writer.member("item", item)
      writer.member("note", note)
      if isOptional {
        writer.key("optional")
        writer.bool(true)
      }
    }
  }
}

extension Quantity {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("lower")
      writer.double(lower)
      if let upper {
        writer.key("upper")
        writer.double(upper)
      }
    }
  }
}

extension Times {
  fileprivate func writeMember(to writer: inout JSONWriter) {
    guard preparation != nil || cooking != nil || total != nil else { return }
    writer.key("times")
    writer.object { writer in
      preparation?.writeMember("preparation", to: &writer)
      cooking?.writeMember("cooking", to: &writer)
      total?.writeMember("total", to: &writer)
    }
  }
}

extension TimeSpan {
  fileprivate func writeMember(_ name: StaticString, to writer: inout JSONWriter) {
    writer.key(name)
    writer.object { writer in
      writer.member("text", text)
      if let minutes {
        writer.key("minutes")
        writer.integer(minutes)
      }
    }
  }
}

extension Yield {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("text", text)
      if let amount {
        writer.key("amount")
        amount.write(to: &writer)
      }
      writer.member("unit", unit)
    }
  }
}

extension Credit {
  fileprivate func writeMember(to writer: inout JSONWriter) {
    guard author != nil || source != nil || url != nil else { return }
    writer.key("credit")
    writer.object { writer in
      writer.member("author", author)
      writer.member("source", source)
      writer.member("url", url)
    }
  }
}

extension Rating {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("value")
      writer.double(value)
      writer.key("best")
      writer.double(best)
      if let count {
        writer.key("count")
        writer.integer(count)
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }

  fileprivate mutating func strings(_ name: StaticString, _ texts: [String]) {
    list(name, texts) { text, writer in writer.string(text) }
  }

  fileprivate mutating func list<Element>(
    _ name: StaticString, _ elements: [Element], _ write: (Element, inout JSONWriter) -> Void
  ) {
    guard !elements.isEmpty else { return }
    key(name)
    array { writer in
      // By place, because a loop over the elements copies each.
      for index in elements.indices { write(elements[index], &writer) }
    }
  }
}
