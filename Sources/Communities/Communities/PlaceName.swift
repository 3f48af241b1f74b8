/// Where recipes are, as people name it.
public enum PlaceName: Sendable, Hashable {
  /// A community, by its slug or id.
  case community(String)
  /// The own catalogue of whoever acts.
  case catalogue
}
