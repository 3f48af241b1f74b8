public import JSONText
import RecipeModel

extension LineageTree {
  /// Writes the tree as one JSON object, its nodes in pre-order in one flat array.
  ///
  /// `parent` is an index into `nodes`. A hidden node has a count and a distance and nothing else.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("format")
      writer.string("levain.lineage")
      writer.key("version")
      writer.integer(1)
      writer.key("source")
      writer.string(source.rawValue)
      writer.key("asked")
      writer.integer(asked)
      writer.key("pathToRoot")
      writer.array { writer in
        for index in pathToRoot { writer.integer(index) }
      }
      writer.key("children")
      writer.array { writer in
        for index in children { writer.integer(index) }
      }
      writer.key("nodes")
      writer.array { writer in
        for node in nodes { node.write(to: &writer) }
      }
    }
  }
}

extension LineageNode {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("depth")
      writer.integer(depth)
      writer.key("parent")
      if let parent { writer.integer(parent) } else { writer.null() }
      switch subject {
      case .recipe(let recipe): recipe.writeMembers(to: &writer)
      case .hidden(let count, let distance):
        writer.key("hidden")
        writer.integer(count)
        writer.key("distance")
        writer.integer(distance)
      }
    }
  }
}

extension LineageRecipe {
  fileprivate func writeMembers(to writer: inout JSONWriter) {
    func member(_ name: String, _ text: String?) {
      guard let text else { return }
      writer.key(name)
      writer.string(text)
    }
    member("id", id.text)
    member("title", title)
    member("community", community)
    member("kind", kind?.rawValue)
    member("sharedFrom", sharedFrom)
    member("createdAt", createdAt.description)
    if isDeleted {
      writer.key("deleted")
      writer.bool(true)
    }
    if isPurged {
      writer.key("purged")
      writer.bool(true)
    }
  }
}
