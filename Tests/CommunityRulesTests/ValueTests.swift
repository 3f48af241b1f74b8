import CommunityRules
import PipelineCore
import RecipeModel
import Testing

struct ValueTests {
  @Test(arguments: ["a@b", "Ada.L+x@example.org", "ü@bäcker.example", long("a", 252) + "@b"])
  func `an e-mail address is kept as given`(text: String) throws {
    #expect(try EmailAddress(text).text == text)
  }

  @Test(
    arguments: [
      ("", .empty), ("ada", .malformed), ("@b", .malformed), ("a@", .malformed),
      ("a@b@c", .malformed), ("a b@c", .unallowedCharacters), (" a@b", .unallowedCharacters),
      ("a@b\n", .unallowedCharacters), ("a\u{0}@b", .unallowedCharacters),
      ("a\u{202E}@b", .unallowedCharacters), ("a\u{A0}@b", .unallowedCharacters),
      (long("a", 253) + "@b", .tooLong), (long("ü", 127) + "@b", .tooLong),
    ] as [(String, InvalidValue.Problem)])
  func `a text that is no e-mail address is refused`(
    text: String, problem: InvalidValue.Problem
  ) {
    #expect(throws: InvalidValue(.email, problem)) { try EmailAddress(text) }
  }

  @Test func `e-mail addresses and usernames are compared without case`() throws {
    #expect(try EmailAddress("Ada@Example.org").folded == EmailAddress("ada@example.ORG").folded)
    #expect(try Username("ADA  L").folded == Username("ada l").folded)
  }

  @Test(arguments: [("ada", "ada"), ("  Ada \t L. ", "Ada L."), (long("é", 64), long("é", 64))])
  func `a username is tidied`(text: String, shown: String) throws {
    #expect(try Username(text).text == shown)
  }

  @Test(
    arguments: [
      ("", .empty), (" \n ", .empty), (long("a", 65), .tooLong),
      ("a\u{1B}[2J", .unallowedCharacters), ("a\u{7F}", .unallowedCharacters),
      ("ada\u{202E}", .unallowedCharacters),
    ] as [(String, InvalidValue.Problem)])
  func `a text that is no username is refused`(text: String, problem: InvalidValue.Problem) {
    #expect(throws: InvalidValue(.username, problem)) { try Username(text) }
  }

  @Test(arguments: ["a", "7", "sourdough-circle", "a--b", long("a", 64)])
  func `a slug is kept as given`(text: String) throws {
    #expect(try Slug(text).text == text)
  }

  @Test(
    arguments: [
      ("", .empty), (long("a", 65), .tooLong), ("-a", .malformed), ("a-", .malformed),
      ("-", .malformed), ("A", .unallowedCharacters), ("a b", .unallowedCharacters),
      ("a_b", .unallowedCharacters), ("a/b", .unallowedCharacters), ("é", .unallowedCharacters),
      ("a\n", .unallowedCharacters),
    ] as [(String, InvalidValue.Problem)])
  func `a text that is no slug is refused`(text: String, problem: InvalidValue.Problem) {
    #expect(throws: InvalidValue(.slug, problem)) { try Slug(text) }
  }

  @Test(
    arguments: [
      ("  Sourdough   Circle", nil), (long("a", 200), nil), (long("a", 201), .tooLong),
      ("   ", .empty), ("a\u{7}b", .unallowedCharacters),
    ] as [(String, InvalidValue.Problem?)])
  func `a community's name has 1 to 200 characters`(text: String, problem: InvalidValue.Problem?) {
    #expect(self.problem { () throws(InvalidValue) in try CommunityName(text) } == problem)
  }

  @Test(
    arguments: [
      ("Rye\n bread", nil), ("\u{1B}]0;x", nil), (long("a", 500) + "  ", nil),
      (long("a", 501), .tooLong), ("\u{0}", .empty), ("a" + long("\u{301}", 501), .tooLong),
    ] as [(String, InvalidValue.Problem?)])
  func `a title has 1 to 500 characters once tidied`(text: String, problem: InvalidValue.Problem?) {
    #expect(self.problem { () throws(InvalidValue) in try RecipeTitle(text) } == problem)
  }

  @Test(
    arguments: [
      ("Rye", nil), (long("a", 100), nil), (long("a", 101), .tooLong), ("", .empty),
      (" \t\u{A0}", .empty),
    ] as [(String, InvalidValue.Problem?)])
  func `R10: a tag's name has 1 to 100 characters once folded`(
    text: String, problem: InvalidValue.Problem?
  ) {
    #expect(self.problem { () throws(InvalidValue) in try TagName(text) } == problem)
  }

  @Test func `R10: a tag is shown tidied and compared folded`() throws {
    let tag = try TagName("  Crème   BRÛLÉE ")
    #expect(tag.shown == "Crème BRÛLÉE")
    #expect(tag.folded == FoldedName("crème brûlée"))
  }

  @Test(arguments: [(0, true), (36_500, true), (-1, false), (36_501, false), (Int.max, false)])
  func `R21: a retention is 0 to 36500 days`(days: Int, isValid: Bool) {
    let problem = problem { () throws(InvalidValue) in try Retention(days: days) }
    #expect(problem == (isValid ? nil : .outOfRange))
  }

  @Test func `R21: thirty days is the standard`() {
    #expect(Retention.standard.days == 30)
  }

  @Test(arguments: InvalidValue.Field.allCases)
  func `an invalid value says what is wrong and what a valid one looks like`(
    field: InvalidValue.Field
  ) {
    let fault = InvalidValue(field, .tooLong)
    #expect(fault.message == "the \(field.rawValue) is too long\nhint: \(field.form)")
    #expect(
      InvalidValue(field, .taken).message
        == "the \(field.rawValue) is taken\nhint: choose another one")
  }

  private func problem<Value>(_ make: () throws(InvalidValue) -> Value) -> InvalidValue.Problem? {
    do throws(InvalidValue) {
      _ = try make()
      return nil
    } catch {
      return error.problem
    }
  }
}

private func long(_ text: String, _ count: Int) -> String {
  String(repeating: text, count: count)
}
