import Foundation
import PipelineCore
import RecipeArchives
import RecipeFormats
import RecipeModel
import TestKit

/// One way of damaging a content.
enum Damage: CustomStringConvertible {
  /// Only so many bytes are left.
  case cut(Int)
  /// One byte, drawn with this seed, is another.
  case flip(seed: Int)

  func apply(to bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .cut(let count): return Array(bytes.prefix(count))
    case .flip(let seed):
      var generator = SeededGenerator(seed: seed)
      var copy = bytes
      copy[Int.random(in: 0..<copy.count, using: &generator)] ^=
        UInt8.random(in: 1...255, using: &generator)
      return copy
    }
  }

  var description: String {
    switch self {
    case .cut(let count): "cut after \(count) bytes"
    case .flip(let seed): "a byte flipped with the seed \(seed)"
    }
  }
}

/// How many damaged copies are made of a file.
struct DamageBudget {
  /// Up to this size a file is cut at every byte.
  var exhaustiveBytes: Int
  /// At how many places a larger one is cut.
  var places: Int
  var flips: Int
  /// After how long a copy counts as never ending.
  var limit: Duration
  /// How long all copies of a file may take; of a very large one, fewer are made.
  var total: Duration

  /// The copies of a file of so many bytes that takes so long to read.
  func damages(ofBytes count: Int, eachTaking pass: Duration) -> [Damage] {
    let cuts = count <= exhaustiveBytes ? count : places
    let affordable = Int(total / max(pass, .microseconds(1)))
    let share = min(1, Double(affordable) / Double(max(1, cuts + flips)))
    let cutCount = Int((Double(cuts) * share).rounded(.up))
    let flipCount = count == 0 ? 0 : Int((Double(flips) * share).rounded(.up))
    return (0..<cutCount).map { .cut($0 * count / cutCount) }
      + (0..<flipCount).map { .flip(seed: $0) }
  }
}

/// What reading a file told.
struct Account {
  var recipes = 0
  var rejected = 0
  var formats: [String] = []
  /// The digests of the recipes in order.
  var digests: [String] = []
  /// Everything that was said beside the recipes, and how often.
  var remarks: [String: Int] = [:]

  init(of path: String) throws {
    var digests: [String] = []
    let inspection = try Inspector().inspect([path], observer: Observer()) { element in
      if case .record(let record, _, _) = element { digests.append(record.sourceDigest.hex) }
    }
    self.digests = digests
    recipes = inspection.recipes
    rejected = inspection.rejected
    formats = inspection.formats.map(\.format)
    for (code, count) in inspection.rejectionCounts { remarks[code.rawValue, default: 0] += count }
    for (reason, count) in inspection.leftOut.counts { remarks[reason, default: 0] += count }
    for findings in inspection.formats {
      for (warning, count) in findings.warnings {
        remarks["\(warning.code.rawValue) \(warning.field)", default: 0] += count
      }
    }
  }

  /// Whether something is told that the account of the whole file does not tell; of a file that
  /// is damaged already, whether anything is.
  func tellsMore(than whole: Account) -> Bool {
    if whole.rejected > 0, rejected > 0 { return true }
    return remarks.contains { $0.value > whole.remarks[$0.key, default: 0] }
  }
}
