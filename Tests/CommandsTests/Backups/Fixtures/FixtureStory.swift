import Foundation
import TestKit
import Testing

@testable import Store

/// The history of a small installation, told as commands, one a line.
///
/// `name = command` gives a name to the id that it answers with, for which `{name}` stands from then on,
/// in files as well; a number before a colon is the exit code that is expected.
struct FixtureStory {
  let tool: ToolInProcess
  private var ids: [String: String] = [:]
  private var minute = 0
  private let parts: [[String]]
  /// What of the folder is not the store's.
  private let inputs: [String]

  /// Begins a story in a folder, which is where it is told: what commands name lies there.
  init(in folder: URL) throws {
    tool = ToolInProcess(folder: folder, parser: CachingParser())
    let text = try String(contentsOf: BackupFixture.root.appending(path: "story"), encoding: .utf8)
    parts = text.split(separator: "---\n").map { $0.split(separator: "\n").map(String.init) }
    let source = BackupFixture.root.appending(path: "inputs")
    inputs = try FileManager.default.contentsOfDirectory(atPath: source.path)
    for name in inputs {
      try FileManager.default.copyItem(
        at: source.appending(path: name), to: folder.appending(path: name))
    }
    for (name, front) in [("inbox", [0xFF, 0xD8]), ("again", [0xFF, 0xD8, 0xFF, 0xD8])] {
      let picture = front.map { UInt8($0) } + SamplePhotos.jpegPicture
      try Data(picture).write(to: folder.appending(path: "\(name)/Brot/full.jpg"))
    }
  }

  /// Tells one of its parts.
  mutating func tell(_ part: Int) throws {
    for line in parts[part] { try tell(line) }
  }

  /// Runs a line; each has a minute of its own, from which its ids follow.
  mutating func tell(_ line: String) throws {
    var (line, name, code) = (line, String?.none, Int32(0))
    if let sign = line.firstRange(of: " = ") {
      name = String(line[..<sign.lowerBound])
      line = String(line[sign.upperBound...])
    }
    if let sign = line.firstRange(of: ": "), let number = Int32(line[..<sign.lowerBound]) {
      code = number
      line = String(line[sign.upperBound...])
    }
    let words = filled(line).split(separator: " ").map(String.init)
    for word in words where word.hasSuffix(".jsonl") {
      let file = tool.folder.appending(path: word)
      try filled(String(contentsOf: file, encoding: .utf8))
        .write(to: file, atomically: true, encoding: .utf8)
    }
    try setTimes()
    minute += 1
    let answer = tool.run(words + ["--json", "--quiet"], minute: minute)
    try #require(answer.exitCode == code, "\(line): \(answer.text)")
    guard let name else { return }
    let members =
      try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any] ?? [:]
    ids[name] = try #require((members["id"] ?? members["run"]) as? String, "\(line)")
  }

  /// Gives all inputs one time: by the times of its files, too, an import is known again.
  private func setTimes() throws {
    let files = FileManager.default
    for path in try files.subpathsOfDirectory(atPath: tool.folder.path)
    where inputs.contains(where: { path == $0 || path.hasPrefix("\($0)/") }) {
      try files.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_772_323_200)],
        ofItemAtPath: tool.folder.appending(path: path).path)
    }
  }

  private func filled(_ text: String) -> String {
    ids.reduce(text) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
  }

  /// Puts a row into the tables that hold one only while an import is at work, or seldom.
  func leaveUnfinished(in store: RecipeStore) throws {
    try store.write { (transaction) throws in
      for (table, values) in [
        ("image_request", "run, 1, recipe, 0, 'named', 'cards.zip', 'pictures', 'rye.jpg'"),
        ("origin_request", "run, recipe, 'by-id', 'by-address'"),
        ("run_warning", "run, 'date.unreadable', 'published', 2"),
        ("import_proposal", "run, proposal"),
        ("pipeline_run", "run, 'nightly', zeroblob(32), zeroblob(32), 1"),
        (
          "run_stage",
          """
          run, 1, 'cards', 'import', zeroblob(32), 'failed', 2, 1772323200000, 1200, NULL, 1,
            'no such file', NULL, NULL, 3
          """
        ),
        ("run_input", "run, 1, 1, 'inbox/cards.zip', 1"),
        (
          "known_input",
          "1, 'nightly', 'cards', 'inbox/old.zip', zeroblob(32), zeroblob(32), zeroblob(32)"
        ),
        (
          "restored_id",
          "'recipe', public_id, (SELECT public_id FROM installation), 'an-id-of-its-time', 1, run"
        ),
      ] {
        try transaction.execute(
          """
          INSERT INTO \(table) SELECT \(values) FROM (
            SELECT (SELECT max(id) FROM run WHERE kind = 'import') AS run,
              (SELECT max(id) FROM recipe) AS recipe,
              (SELECT public_id FROM recipe ORDER BY id DESC LIMIT 1) AS public_id,
              (SELECT max(id) FROM proposal) AS proposal)
          """)
      }
    }
  }
}
