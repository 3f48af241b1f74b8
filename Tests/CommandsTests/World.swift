import Archives
import Foundation
import TestKit

@testable import Backups

/// An installation in which a story, or a part of it, has happened.
struct World {
  /// How a story is told.
  enum Telling {
    case whole
    /// Without what concerns the hidden community, from a step on.
    case without(from: Int)
    /// With other words and other ids in the hidden community, where nothing is shared.
    case otherwise
  }

  let tool: ToolInProcess
  /// The ids that the steps were given, by the names that they gave them.
  private(set) var ids: [String: String] = [:]

  init(
    _ story: Story, told telling: Telling, isIndexed: Bool, in folder: URL, parser: CachingParser
  ) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    tool = ToolInProcess(folder: folder, parser: parser)
    _ = tool.run(["init"], minute: 0)
    for (number, step) in story.steps.enumerated() {
      var step = step
      var salt = 0
      switch telling {
      case .whole: break
      case .without(let first):
        if number >= first, step.communities.contains(Story.hidden) { continue }
      case .otherwise:
        step = step.inOtherWords
        if step.communities == [Story.hidden] { salt = 1 }
      }
      try perform(step, minute: number + 1, salt: salt)
    }
    let end = story.steps.count + 1
    if isIndexed { _ = tool.run(["index"], minute: end) }
    _ = tool.run(["rollup"], minute: end)
  }

  private mutating func perform(_ step: Step, minute: Int, salt: Int) throws {
    if let file = step.file {
      try filled(file.text).write(
        to: tool.folder.appending(path: file.name), atomically: true, encoding: .utf8)
    }
    let answer = tool.run(step.arguments.map(filled), minute: minute, salt: salt)
    guard answer.exitCode == 0 else { return }
    let members =
      try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any] ?? [:]
    for (member, name) in step.names {
      if let id = members[member] as? String { ids[name] = id }
    }
  }

  private func filled(_ text: String) -> String {
    var text = text.replacingOccurrences(of: "{folder}", with: tool.folder.path)
    guard text.contains("{") else { return text }
    for (name, id) in ids { text = text.replacingOccurrences(of: "{\(name)}", with: id) }
    return text
  }

  /// Asks as a person, long after everything; each time with another salt.
  func answer(_ question: Question, as person: String, salt: Int) throws -> Answer {
    let path = tool.folder.appending(path: "written").path
    try? FileManager.default.removeItem(atPath: path)
    let arguments = question.arguments.map { argument in
      argument.replacingOccurrences(of: "{folder}", with: tool.folder.path)
        .replacingOccurrences(of: "{me}", with: Story.email(person))
    }
    var answer = tool.run(
      arguments + ["--as", Story.email(person)], minute: 30_000, salt: salt)
    if FileManager.default.fileExists(atPath: path) { answer.text += try unpacked(path) }
    return answer
  }

  /// The text of all members of an archive.
  private func unpacked(_ path: String) throws -> String {
    var text = ""
    var walker = ArchiveWalker(paths: [path])
    while let item = try walker.next() {
      guard case .member(let member) = item else { continue }
      text +=
        "\(member.name)\n" + String(decoding: try member.readAll(limit: 1 << 24), as: UTF8.self)
    }
    return text
  }
}

extension Step {
  /// The same with other words in the hidden community.
  fileprivate var inOtherWords: Step {
    func other(_ text: String) -> String {
      text.replacingOccurrences(of: "\(Story.hidden)-end", with: "\(Story.hidden)-fin")
    }
    var step = self
    step.arguments = arguments.map(other)
    step.file = file.map { ($0.name, other($0.text)) }
    return step
  }
}
