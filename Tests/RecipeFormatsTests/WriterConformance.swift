import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

/// A writer by the name of its format, for lists of tests.
struct WriterCase: CustomTestStringConvertible, Sendable {
  var writer: any RecipeWriter.Type

  var format: String { writer.reader.format.name }
  var testDescription: String { format }

  static let all = RecipeWriters.all.map { WriterCase(writer: $0) }

  /// Which fields are always lost, and which are sometimes.
  func losses(total: Bool) -> Set<RecordField> {
    Set(writer.losses.filter { $0.isTotal == total }.map(\.field))
  }
}

/// What every writer of every format has to stand.
struct WriterConformance {
  @Test func `writers have names of their own, and readers that can be found`() {
    let names = WriterCase.all.map(\.format)
    #expect(Set(names).count == names.count && names == names.sorted())
    for name in names {
      #expect(RecipeWriters.named(name)?.reader.format.name == name)
      #expect(RecipeReaders.named(name) != nil)
      #expect(FormatDescription.all.first { $0.name == name }?.writes == true)
    }
    #expect(FormatDescription.all.count { $0.writes } == names.count)
  }

  @Test(arguments: WriterCase.all)
  func `a field stands among the losses once`(_ test: WriterCase) {
    let fields = test.writer.losses.map(\.field)
    #expect(Set(fields).count == fields.count)
    #expect(!test.losses(total: true).contains(.title))
  }

  @Test(arguments: WriterCase.all, 0..<60)
  func `what is not declared lost comes back as it was, field for field`(
    _ test: WriterCase, seed: Int
  ) {
    var source = RecordSource(seed: seed)
    let declared = test.losses(total: true).union(test.losses(total: false))
    for arrangement in [WriterArrangement.together, .apart] {
      var writer = test.writer.init(arrangement)
      for _ in 0..<5 {
        let record = source.record()
        let lost = writer.writeProved(record).lost
        #expect(
          lost.isSubset(of: declared), "\(lost.subtracting(declared).map(\.rawValue).sorted())")
        for field in test.losses(total: true) {
          #expect(lost.contains(field) == record.holds(field), "\(field)")
        }
      }
    }
  }

  @Test(arguments: WriterCase.all, 0..<20)
  func `of ordinary recipes only the fields without a place are lost, and parts`(
    _ test: WriterCase, seed: Int
  ) {
    var source = RecordSource(seed: seed, isTame: true)
    var writer = test.writer.init(.together)
    for _ in 0..<5 {
      let record = source.record()
      let lost = writer.writeProved(record).lost
      let allowed = test.losses(total: true).union(test.ordinaryLosses)
      #expect(lost.isSubset(of: allowed), "\(lost.subtracting(allowed).map(\.rawValue).sorted())")
    }
  }

  @Test(arguments: WriterCase.all)
  func `what is declared lost in part is lost at times, and kept at times`(_ test: WriterCase) {
    var lost: Set<RecordField> = []
    var kept: Set<RecordField> = []
    for seed in 0..<1000 {
      var source = RecordSource(seed: seed, isTame: seed % 4 == 0)
      var writer = test.writer.init(.apart)
      var record = source.record()
      if seed % 8 == 1 { record.outgrow() }
      let missing = writer.writeProved(record).lost
      for field in RecordField.allCases where record.holds(field) {
        if missing.contains(field) { lost.insert(field) } else { kept.insert(field) }
      }
    }
    for field in test.losses(total: false) {
      #expect(lost.contains(field), "\(field) is never lost")
      #expect(kept.contains(field), "\(field) is never kept")
    }
  }

  @Test(arguments: WriterCase.all, 0..<5)
  func `recipes in one document come back as they do alone, in order`(
    _ test: WriterCase, seed: Int
  ) throws {
    guard case .document(let frame) = test.writer.layout else { return }
    var source = RecordSource(seed: seed)
    var together = test.writer.init(.together)
    var apart = test.writer.init(.apart)
    var document = frame.opening
    var alone: [RecipeBody] = []
    for index in 0..<10 {
      let record = source.record()
      if index > 0 { document += frame.separator }
      document += try #require(together.write(record).first?.bytes)
      let pass = read(try #require(apart.write(record).first?.bytes), with: test.writer.reader)
      #expect(pass.records.count == 1)
      alone += pass.records.map(\.body)
    }
    document += frame.closing
    let pass = read(document, with: test.writer.reader)
    #expect(pass.fault == nil && pass.rejections.isEmpty)
    #expect(pass.records.map(\.body) == alone)
  }

  @Test(arguments: WriterCase.all)
  func `what is written is recognized, a document without recipes is whole`(
    _ test: WriterCase
  ) throws {
    for seed in 0..<10 {
      var source = RecordSource(seed: seed)
      var writer = test.writer.init(.apart)
      let record = source.record()
      // What has no amounts is a text like any other, in formats of texts.
      guard record.statesAmounts else { continue }
      let file = try #require(writer.write(record).first)
      let content = try #require(file.bytes)
      // Where a text could be of several formats, its name decides.
      let detection = RecipeReaders.detect(
        ContentSample(bytes: content, isWhole: true, memberName: file.name))
      guard case .reader(let reader, _) = detection else {
        Issue.record("seed \(seed) is not recognized")
        continue
      }
      #expect(reader.format.name == test.format)
    }
    if case .document(let frame) = test.writer.layout {
      #expect(read(frame.opening + frame.closing, with: test.writer.reader).records.isEmpty)
    }
  }

  @Test(arguments: WriterCase.all)
  func `files have names that are safe and their own`(_ test: WriterCase) {
    var writer = test.writer.init(.apart)
    var names: Set<String> = []
    let titles = [
      "Soup", "soup", "Soup 2", "../../etc/passwd", "a/b\\c:d*e?f\"g<h>i|j", ".hidden", "CON",
      "ends.", String(repeating: "ü", count: 300), "\u{202E}evil\u{1B}[2J", "…", "Soup", "/",
    ]
    for title in titles {
      let record = RecipeRecord(
        body: RecipeBody(title: title), sourceDigest: Digest(bytes: Array(repeating: 7, count: 32)))
      for file in writer.write(record) {
        #expect(names.insert(file.name.lowercased()).inserted, "\(file.name)")
        for part in file.name.split(separator: "/", omittingEmptySubsequences: false) {
          #expect(!part.isEmpty && !part.hasPrefix(".") && part.utf8.count < 200)
          #expect(!part.contains { "\\:*?\"<>|\u{202E}\u{1B}".contains($0) })
        }
      }
    }
    #expect(names.count >= titles.count)
  }
}

extension WriterCase {
  /// Losses that ordinary recipes have too, because the format says less than the model.
  var ordinaryLosses: Set<RecordField> {
    switch format {
    case "mealie": [.nutrition]
    case "mealmaster": [.ingredientParts]
    case "cooklang": [.ingredients, .ingredientGroups, .ingredientParts, .yield]
    case "csv": [.nutrition, .images]
    case "paprika": [.nutrition]
    case "tandoor": [.ingredients, .ingredientParts, .yield]
    default: []
    }
  }
}

extension RecipeRecord {
  /// Whether an ingredient begins with an amount and a unit.
  fileprivate var statesAmounts: Bool {
    body.ingredients.flatMap(\.ingredients).contains { ingredient in
      ingredient.unit != nil && ingredient.text.first?.isNumber == true
    }
  }

  /// Makes the texts longer than some programs take them.
  fileprivate mutating func outgrow() {
    body.title += String(repeating: " and more", count: 20)
    body.summary = body.summary.map { $0 + String(repeating: " and more", count: 80) + "\n\n---" }
    body.yield = body.yield.map { Yield(text: "\($0.text), or more for those who eat less") }
    if !tags.isEmpty { tags[0] += String(repeating: " and more", count: 10) }
  }
}

extension WrittenFile {
  /// What a reader is given of the file.
  var bytes: [UInt8]? {
    switch content {
    case .bytes(let bytes), .gzip(let bytes): bytes
    case .zip(let files): files.first?.bytes
    }
  }
}
