import Foundation
import Pipelines
import Testing

struct ShippedPipelinesTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func `each pipeline that comes along is looked at here`() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "pipelines").path)
    #expect(
      names.filter { $0.hasSuffix(".yaml") }.sorted() == [
        "bulk-import.yaml", "hand-over.yaml", "nightly.yaml", "quickstart.yaml",
        "weekly-report.yaml",
      ])
  }

  @Test(arguments: [
    ("quickstart.yaml", 14), ("nightly.yaml", 7), ("bulk-import.yaml", 3),
    ("weekly-report.yaml", 7), ("hand-over.yaml", 4),
  ])
  func `the pipelines that come along need no variables and read files that are there`(
    name: String, stageCount: Int
  ) throws {
    let path = Self.root.appending(path: "pipelines/\(name)")
    let read = try PipelineFile.parse(
      Array(Data(contentsOf: path)), name: name, environment: [:], formats: [], columnFields: [])
    #expect(read.name + ".yaml" == name)
    #expect(read.stages.count == stageCount)
    for file in read.stages.flatMap({ $0.settings.inputs ?? [] }) {
      // Of a pattern the folder; that it finds something is for the whole tool to show.
      let isPattern = file.contains("*")
      let path = isPattern ? (file as NSString).deletingLastPathComponent : file
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appending(path: path).path), "\(file)")
    }
  }
}
