@testable import Commands
import Foundation
import TestKit
import Testing

/// What a dry run says before a part of a snapshot comes into a store.
struct PartRehearsalTests {
  @Test func `R23, R23a: it says who is erased again, what is refused, and that nothing changed`()
    throws
  {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      let recipes = try keeper.json("recipe list --in bakers", minute: 10)["recipes"]
      let spelt = try #require(
        (recipes as? [[String: Any]])?.first { $0["title"] as? String == "Spelt" }?["id"]
          as? String)
      try keeper.run("takedown recipe \(spelt) --reason asked", minute: 11)
      try keeper.run("user erase ada@example.org", minute: 12)
      let part = "backup restore REPO --community bakers --on-conflict overwrite"
      let plan = try keeper.json("\(part) --dry-run", minute: 13, code: 3)
      let lines = try keeper.run("\(part) --dry-run", minute: 13, code: 3)
        .split(separator: "\n").suffix(3)
      #expect(
        lines == ["1 record in quarantine", "erased again: 1 user", "nothing was changed"])
      let outcome = try keeper.json(part, minute: 14, code: 3)
      for member in ["erased", "total", "entities"] {
        #expect(plan[member] as? NSObject == outcome[member] as? NSObject, "\(member)")
      }
      #expect(plan["erased"] as? Int == 1)
    }
  }
}
