import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

/// What one pass over a content gave.
struct Pass: Equatable {
  var elements: [ReadElement] = []
  var fault: ReadFault?

  var records: [RecipeRecord] {
    elements.compactMap { element in
      guard case .record(let record, _) = element else { return nil }
      return record
    }
  }

  var rejections: [Rejection] {
    elements.compactMap { element in
      guard case .rejected(let rejection) = element else { return nil }
      return rejection
    }
  }
}

/// Reads everything that a reader finds in a content.
func read(
  _ content: [UInt8], with reader: any RecipeReader.Type, largestRead: Int = .max,
  limits: ReaderLimits = ReaderLimits()
) -> Pass {
  var pass = Pass()
  do throws(ReadFault) {
    let source = MemoryByteSource(content, largestRead: largestRead)
    let cursor = try reader.open(
      source, at: SourceLocation(archive: "test"), limits: limits)
    while let element = try cursor.next() { pass.elements.append(element) }
  } catch {
    pass.fault = error
  }
  return pass
}

func read(
  _ content: String, with reader: any RecipeReader.Type, limits: ReaderLimits = ReaderLimits()
) -> Pass {
  read(Array(content.utf8), with: reader, limits: limits)
}

/// A small content of one format, and how to break it.
struct ReaderSample: CustomTestStringConvertible, Sendable {
  var reader: any RecipeReader.Type
  var layout: String
  /// A content with `records` recipes.
  var content: String
  var records: Int
  /// Makes a content whose one recipe has a field of so many bytes.
  var withLongField: @Sendable (Int) -> String
  /// A content that nests so deep that it has to be refused; nil where nothing nests.
  var nested: String?
  /// Whether bytes that are no UTF-8 have to be refused, rather than decoded otherwise.
  var isStrictUTF8 = true

  var testDescription: String { "\(reader.format.name), \(layout)" }
}

/// What every reader of every format has to stand.
struct ReaderConformance {
  @Test(arguments: ReaderSample.all)
  func `the sample is recognized and read`(_ sample: ReaderSample) throws {
    let pass = read(sample.content, with: sample.reader)
    #expect(pass.records.count == sample.records)
    #expect(pass.rejections.isEmpty && pass.fault == nil)
    let detection = RecipeReaders.detect(
      ContentSample(bytes: Array(sample.content.utf8), isWhole: true))
    guard case .reader(let reader, _) = detection else {
      Issue.record("the sample is not recognized")
      return
    }
    #expect(reader.format == sample.reader.format)
    #expect(RecipeReaders.named(sample.reader.format.name)?.format == sample.reader.format)
  }

  @Test(arguments: ReaderSample.all)
  func `reads of one byte give the same`(_ sample: ReaderSample) {
    let content = Array(sample.content.utf8)
    let whole = read(content, with: sample.reader)
    #expect(read(content, with: sample.reader, largestRead: 1) == whole)
    #expect(read(content, with: sample.reader, largestRead: 7) == whole)
  }

  @Test(arguments: ReaderSample.all)
  func `empty and blank input holds no record and does no harm`(_ sample: ReaderSample) {
    for content in ["", " \n\t ", "\u{FEFF}"] {
      let pass = read(content, with: sample.reader)
      #expect(pass.records.isEmpty)
      #expect(pass.fault != nil || pass.rejections.count <= 1)
    }
  }

  @Test(arguments: ReaderSample.all)
  func `the content of another format gives no record`(_ sample: ReaderSample) {
    for content in ["<html><body>hello</body></html>", "[1, 2]", "{}", "just text", "%PDF-1.4 x"] {
      let pass = read(content, with: sample.reader)
      #expect(pass.records.isEmpty)
      #expect(pass.fault != nil || !pass.rejections.isEmpty)
    }
  }

  @Test(arguments: ReaderSample.all)
  func `input that is cut off at any byte loses nothing before the cut`(_ sample: ReaderSample) {
    let content = Array(sample.content.utf8)
    let whole = read(content, with: sample.reader)
    for length in 0..<content.count {
      let pass = read(Array(content[..<length]), with: sample.reader)
      #expect(pass.records.count <= whole.records.count)
      // All but the last record, which a repair may have closed, are as they were.
      let complete = pass.records.dropLast()
      #expect(whole.records.starts(with: complete), "cut after \(length) bytes")
      let isWhole = pass.records.count == whole.records.count
      #expect(
        isWhole || pass.fault != nil || !pass.rejections.isEmpty || length == 0
          || sample.layout.contains("lines"), "cut after \(length) bytes")
    }
  }

  @Test(arguments: ReaderSample.all, 0..<10)
  func `a flipped byte never crashes and never adds records without end`(
    _ sample: ReaderSample, seed: Int
  ) {
    var generator = SeededGenerator(seed: seed)
    let content = Array(sample.content.utf8)
    for _ in 0..<100 {
      var broken = content
      let index = Int.random(in: 0..<broken.count, using: &generator)
      broken[index] = UInt8.random(in: 0...255, using: &generator)
      let pass = read(broken, with: sample.reader)
      #expect(pass.elements.count <= sample.records + 8)
      _ = RecipeReaders.detect(ContentSample(bytes: broken, isWhole: true))
    }
  }

  @Test(arguments: ReaderSample.all)
  func `a record beyond the limit is rejected and named so`(_ sample: ReaderSample) {
    let limits = ReaderLimits(maximumRecordBytes: 64 * 1024)
    #expect(
      read(sample.withLongField(20_000), with: sample.reader, limits: limits).records.count == 1)
    let pass = read(sample.withLongField(300_000), with: sample.reader, limits: limits)
    #expect(pass.records.isEmpty)
    #expect(pass.rejections.first?.code == .tooLarge)
    #expect((pass.rejections.first?.raw.count ?? 0) <= Rejection.rawLimit)
  }

  @Test(arguments: ReaderSample.all.filter { $0.nested != nil })
  func `deep nesting is refused`(_ sample: ReaderSample) throws {
    let pass = read(try #require(sample.nested), with: sample.reader)
    #expect(pass.records.isEmpty)
    #expect(pass.fault != nil || !pass.rejections.isEmpty)
  }

  @Test(arguments: ReaderSample.all.filter { !$0.isStrictUTF8 && $0.content.hasPrefix("<") })
  func `in XML bytes that are no UTF-8 are Windows-1252`(_ sample: ReaderSample) throws {
    var content = Array(sample.withLongField(8).utf8)
    let mark = try #require(content.firstIndex(of: UInt8(ascii: "~")))
    content[mark] = 0xC3
    let pass = read(content, with: sample.reader)
    #expect(pass.fault == nil && pass.rejections.isEmpty)
    let decoded = sample.withLongField(8).replacing("~", with: "Ã")
    #expect(pass.records.map(\.body) == read(decoded, with: sample.reader).records.map(\.body))
    #expect(pass.records.count == 1)
  }

  @Test(arguments: ReaderSample.all.filter(\.isStrictUTF8))
  func `bytes that are no UTF-8 are refused with their place`(_ sample: ReaderSample) throws {
    var content = Array(sample.withLongField(8).utf8)
    let mark = try #require(content.firstIndex(of: UInt8(ascii: "~")))
    content[mark] = 0xC3
    let pass = read(content, with: sample.reader)
    #expect(pass.records.isEmpty)
    let place = pass.fault?.location ?? pass.rejections.first?.location
    #expect(place?.line == 1 || place?.byteOffset != nil)
  }
}
