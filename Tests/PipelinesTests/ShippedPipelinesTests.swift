import Foundation
import Pipelines
import Testing

struct ShippedPipelinesTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: [("quickstart.yaml", 14), ("nightly.yaml", 7)])
  func `the pipelines that come along need no variables and read files that are there`(
    name: String, stageCount: Int
  ) throws {
    let path = Self.root.appending(path: "pipelines/\(name)")
    let read = try PipelineFile.parse(
      Array(Data(contentsOf: path)), name: name, environment: [:], formats: [], columnFields: [])
    #expect(read.name + ".yaml" == name)
    #expect(read.stages.count == stageCount)
    for file in read.stages.flatMap(inputs) {
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appending(path: file).path), "\(file)")
    }
  }

  private func inputs(of stage: PlannedStage) -> [String] {
    switch stage.settings {
    case .archive(let settings): settings.from
    case .imports(let settings): settings.from
    case .views(let settings): settings.from
    default: []
    }
  }
}
