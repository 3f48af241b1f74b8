public import Schedule

/// What can be wrong with the value of a key.
public enum ValueProblem: Sendable, Equatable, CustomStringConvertible {
  /// The value is a list, a mapping or nothing where something else is expected.
  case wrongType(of: String, expected: String, found: String)
  case empty(key: String)
  case notAChoice(String, key: String, choices: [String])
  case notAnEmail(key: String)
  case notASlug(key: String)
  case notADay(String, key: String)
  case notAFlag(String, key: String)
  case notAnErrorLimit(String, key: String)
  case notAPercentage(String, key: String)
  case notACount(String, key: String, least: Int)
  case notATimeZone(String, key: String)
  /// The least that it may be, as people write it.
  case notADuration(String, key: String, least: String)
  case notACronExpression(CronProblem, key: String)
  case notAVariableName(String, key: String)
  case notAStageName(String)
  /// The name is another stage's; the line of that stage.
  case stageNameTaken(String, line: Int)
  /// The name is the word for stages of another kind.
  case stageNameIsAKind(String)
  /// An entry of a list repeats what must differ; the line of the first one.
  case repeated(key: String, line: Int)
  case notATagName(key: String)
  /// Two rules say what becomes of one tag.
  case tagRuledTwice(String)
  /// Two users are given for one author.
  case authorTwice(String)
  /// A column of a table is given for a second field; the first one.
  case columnTaken(String, by: String)
  case emptyPeriod
  /// A flag that says something only when it is set.
  case onlyTrue(key: String)
  /// What is wrong with the template.
  case notARecipePath(String)

  public var description: String {
    switch self {
    case .wrongType(let key, let expected, let found):
      "\(key) takes \(expected), not \(found)"
    case .empty(let key): "\(key.quoted) is empty"
    case .notAChoice(let word, let key, let choices):
      "\(key.quoted) takes \(choices.quoted(last: "or")), not \(word.quoted)"
    case .notAnEmail(let key): "\(key.quoted) is not an e-mail address"
    case .notASlug(let key): "\(key.quoted) is not a slug, which is a word without spaces"
    case .notADay(let text, let key):
      "\(key.quoted) takes a day such as `2026-11-21`, not \(text.quoted)"
    case .notAFlag(let text, let key):
      "\(key.quoted) takes `true` or `false`, not \(text.quoted)"
    case .notAnErrorLimit(let text, let key):
      "\(key.quoted) takes a number such as `10` or a share such as `2.5%`, not \(text.quoted)"
    case .notAPercentage(let text, let key):
      "\(key.quoted) takes a share from 0% to 1000% such as `90%`, not \(text.quoted)"
    case .notACount(let text, let key, let least):
      "\(key.quoted) takes a whole number from \(least) to 1000000 such as `7`, not \(text.quoted)"
    case .notATimeZone(let text, let key):
      "\(key.quoted) takes a time zone of the IANA database such as `Europe/Berlin`, not \(text.quoted)"
    case .notADuration(let text, let key, let least):
      "\(key.quoted) takes a whole number with its unit such as `90s`, `15m`, `2h` or `1d`, from "
        + "\(least) to a year, not \(text.quoted)"
    case .notACronExpression(let problem, let key):
      "\(key.quoted) is no cron expression, from character \(problem.column) on: \(problem)"
    case .notAVariableName(let text, let key):
      "\(key.quoted) takes names of variables, of letters, digits and `_`, not \(text.quoted)"
    case .notAStageName(let name):
      "\(name.quoted) cannot name a stage: a letter, then letters, digits, `-`, `_` and `.`"
    case .stageNameTaken(let name, let line):
      "the stage on line \(line) is called \(name.quoted) already"
    case .stageNameIsAKind(let name):
      "\(name.quoted) is what stages of another kind are called; choose a different name"
    case .repeated(let key, let line): "the entry on line \(line) has the same \(key.quoted)"
    case .notATagName(let key): "\(key.quoted) takes names of tags, of 1 to 100 characters"
    case .tagRuledTwice(let name): "a rule says already what becomes of \(name.quoted)"
    case .authorTwice(let name): "the author \(name.quoted) is mapped already"
    case .columnTaken(let header, let field):
      "the column \(header.quoted) holds \(field.quoted) already"
    case .notARecipePath(let what): what
    case .onlyTrue(let key): "\(key.quoted) is true, or is left out"
    case .emptyPeriod: "`until` is the day after the last one, and does not come after `from`"
    }
  }
}
