/// What a parameter can be bound to.
protocol StatementValue {
  func bind(to statement: PreparedStatement) -> PreparedStatement
}

/// Values for the parameters of a statement.
struct StatementArguments: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  /// What to bind; without a name to the next parameter.
  private(set) var values: [(name: String?, value: (any StatementValue)?)]

  init(arrayLiteral elements: (any StatementValue)?...) {
    values = elements.map { (nil, $0) }
  }

  init(dictionaryLiteral elements: (String, (any StatementValue)?)...) {
    values = elements.map { ($0.0, $0.1) }
  }

  static func += (arguments: inout StatementArguments, others: StatementArguments) {
    arguments.values += others.values
  }
}
