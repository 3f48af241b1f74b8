public import RecipeModel

/// An input of a stage of a run, where patterns find some of its inputs.
public struct StageInput: Sendable, Equatable {
  public var path: String
  /// Whether a pattern found it; others are read in each run.
  public var isFound: Bool

  public init(path: String, isFound: Bool) {
    self.path = path
    self.isFound = isFound
  }
}

/// A stage of a pipeline, with what it does to its inputs.
public struct InputReader: Sendable, Equatable {
  /// What the file calls the pipeline.
  public var pipeline: String
  public var stage: String
  /// Of what the file says is done with each input.
  public var settings: Digest

  public init(pipeline: String, stage: String, settings: Digest) {
    self.pipeline = pipeline
    self.stage = stage
    self.settings = settings
  }
}

/// An input that a stage has done.
public struct KnownInput: Sendable, Equatable {
  public var path: String
  /// Of the names, sizes and times of its files.
  public var look: Digest
  /// Of the bytes of its files.
  public var content: Digest

  public init(path: String, look: Digest, content: Digest) {
    self.path = path
    self.look = look
    self.content = content
  }
}

extension ReadTransaction {
  /// The inputs of a stage of a run, in order; none where no pattern finds any.
  public func inputs(
    ofStage position: Int, of run: RunKey
  ) throws(StoreFault) -> [StageInput] {
    try rows(
      "SELECT path, is_found FROM run_input WHERE run_id = ? AND stage = ? ORDER BY place",
      [run.value, position]
    ) { StageInput(path: $0["path"], isFound: $0["is_found"]) }
  }

  /// What a stage has done to the input at a path; nil when it has not, or did something else to it.
  public func knownInput(
    at path: String, of reader: InputReader
  ) throws(StoreFault) -> KnownInput? {
    try row(
      """
      SELECT look, content FROM known_input
       WHERE pipeline = ? AND stage = ? AND path = ? AND settings = ?
       ORDER BY id DESC LIMIT 1
      """, [reader.pipeline, reader.stage, path, reader.settings.bytes]
    ) { KnownInput(path: path, look: $0.digest("look"), content: $0.digest("content")) }
  }
}

extension WriteTransaction {
  /// Keeps what a stage of a run reads, and how many that were found it has done before, in the place
  /// of what was kept before.
  public func keep(
    _ inputs: [StageInput], known: Int, ofStage position: Int, of run: RunKey
  ) throws(StoreFault) {
    try execute(
      "UPDATE run_stage SET known_inputs = ? WHERE run_id = ? AND position = ?",
      [known, run.value, position])
    try execute(
      "DELETE FROM run_input WHERE run_id = ? AND stage = ?", [run.value, position])
    for (place, input) in inputs.enumerated() {
      try execute(
        "INSERT INTO run_input (run_id, stage, place, path, is_found) VALUES (?, ?, ?, ?, ?)",
        [run.value, position, place, input.path, input.isFound])
    }
  }

  /// Remembers an input as done, in the place of what was known of its path.
  public func remember(_ input: KnownInput, of reader: InputReader) throws(StoreFault) {
    try forgetInput(at: input.path, of: reader)
    try execute(
      """
      INSERT INTO known_input (pipeline, stage, path, settings, look, content)
        VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        reader.pipeline, reader.stage, input.path, reader.settings.bytes, input.look.bytes,
        input.content.bytes,
      ])
  }

  /// Forgets the inputs of a stage that are not there any more, by their paths.
  public func forgetInputs(
    of reader: InputReader, where isGone: (String) -> Bool
  ) throws(StoreFault) {
    let known = try rows(
      "SELECT DISTINCT path FROM known_input WHERE pipeline = ? AND stage = ?",
      [reader.pipeline, reader.stage]
    ) { $0[0] as String }
    for path in known where isGone(path) { try forgetInput(at: path, of: reader) }
  }

  /// Forgets what the stage did that an import was: once that is taken back, it is not done.
  func forgetInputs(of run: RunKey) throws(StoreFault) {
    try execute(
      """
      DELETE FROM known_input WHERE id IN (
        SELECT k.id FROM run n
          CROSS JOIN run_stage s ON s.run_id = n.parent_id AND s.own_run = n.public_id
          CROSS JOIN pipeline_run p ON p.run_id = s.run_id
          CROSS JOIN run_input i ON i.run_id = s.run_id AND i.stage = s.position
          CROSS JOIN known_input k
            ON k.pipeline = p.pipeline AND k.stage = s.name AND k.path = i.path
         WHERE n.id = ? AND i.is_found = 1)
      """, [run.value])
  }

  private func forgetInput(at path: String, of reader: InputReader) throws(StoreFault) {
    try execute(
      "DELETE FROM known_input WHERE pipeline = ? AND stage = ? AND path = ?",
      [reader.pipeline, reader.stage, path])
  }
}
