import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Store

struct SeenKeysTests {
  @Test func `what was put in is held, and nearly nothing else`() throws {
    try withStore { store in
      let seen = SeenKeys()
      let isComplete = try store.write { (transaction) throws(StoreFault) in
        try seen.isComplete(in: transaction)
      }
      #expect(isComplete)
      for number in 0..<50_000 {
        seen.insert(RecipeID(id(number)))
        seen.insert(body: digest(number), content: Array(digest(-number).bytes[..<16]))
      }
      var (missed, mistaken) = (0, 0)
      for number in 0..<50_000 {
        let isHeld =
          seen.mayHold(RecipeID(id(number))) && seen.mayHold(body: digest(number))
          && seen.mayHold(content: Array(digest(-number).bytes[..<16]))
        if !isHeld { missed += 1 }
        if seen.mayHold(RecipeID(id(number + 50_000))) { mistaken += 1 }
        if seen.mayHold(body: digest(number + 50_000)) { mistaken += 1 }
      }
      #expect(missed == 0)
      #expect(mistaken < 100)
    }
  }

  @Test func `what was stored in an earlier transaction is found again`() throws {
    try withStore { store in
      let seen = SeenKeys()
      let body = coded("Soup")
      let stored = try store.write { (transaction) throws(StoreFault) in
        try transaction.look(only: seen)
        let before = try transaction.body(of: body.digest)
        #expect(before == nil)
        return try transaction.storeBody(body)
      }
      try store.write { (transaction) throws(StoreFault) in
        try transaction.look(only: seen)
        #expect(transaction.seenKeys != nil)
        let again = try transaction.storeBody(body)
        let other = try transaction.body(of: coded("Stew").digest)
        #expect(again == stored)
        #expect(other == nil)
      }
    }
  }

  @Test func `what somebody else stored between two transactions is found`() throws {
    try withStore { store in
      let seen = SeenKeys()
      try store.write { (transaction) throws(StoreFault) in
        try transaction.look(only: seen)
        _ = try transaction.storeBody(coded("Soup"))
      }
      let stew = try RecipeStore.open(at: store.path).write { (transaction) throws(StoreFault) in
        try transaction.storeBody(coded("Stew"))
      }
      for _ in 0..<2 {
        try store.write { (transaction) throws(StoreFault) in
          try transaction.look(only: seen)
          #expect(transaction.seenKeys == nil)
          let again = try transaction.storeBody(coded("Stew"))
          #expect(again == stew)
        }
      }
    }
  }

  @Test func `in a store that was not empty, everything is looked for`() throws {
    try withStore { store in
      let soup = try store.write { (transaction) throws(StoreFault) in
        try transaction.storeBody(coded("Soup"))
      }
      let seen = SeenKeys()
      try store.write { (transaction) throws(StoreFault) in
        try transaction.look(only: seen)
        let again = try transaction.storeBody(coded("Soup"))
        #expect(again == soup)
      }
    }
  }

  private func withStore(_ body: (RecipeStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try body(
        RecipeStore.create(at: folder.appending(path: "levain.db").path, surroundings: .fixed))
    }
  }

  private func id(_ number: Int) -> String { NameBasedID.make(["recipe", String(number)]) }

  private func digest(_ number: Int) -> Digest { Digest.sha256(Array(String(number).utf8)) }

  private func coded(_ title: String) -> CodedBody {
    var coder = BodyCoder()
    return coder.code(RecipeBody(title: title))
  }
}
