import JSONText
import RecipeModel

extension JSONWriter {
  /// Writes a member; nothing when there is no value.
  mutating func member(_ name: String, _ moment: Instant?) {
    member(name, moment?.description)
  }

  /// Writes a member; nothing when there is no value.
  mutating func member<Entity>(_ name: String, _ id: EntityID<Entity>?) {
    member(name, id?.text)
  }

  mutating func member(_ name: String, _ count: Int) {
    key(name)
    integer(count)
  }
}
