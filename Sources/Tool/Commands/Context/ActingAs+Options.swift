import Communities

extension ActorOptions {
  /// The person of `--as`, or the operator.
  var acting: ActingAs { email.map { .person(email: $0) } ?? .operator }
}
