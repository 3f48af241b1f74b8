/// How much of XML's grammar the programs behind a format kept to.
enum XMLDialect {
  /// What breaks the grammar, or contradicts the declared encoding, is a fault.
  case wellFormed
  /// The encoding is told by the bytes, and markup is mended as far as its meaning is plain.
  case loose
}
