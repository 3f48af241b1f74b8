/// Who acts, as the command line says it.
public enum ActingAs: Sendable, Hashable {
  /// Whoever can open the store.
  case `operator`
  /// The living user with this e-mail address, under the rules.
  case person(email: String)
}
