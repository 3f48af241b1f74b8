import JSONText
import RecipeCoding
import RecipeModel

extension SnapshotManifest {
  static let format = "levain-snapshot"
  static let version = 1

  /// Its first line.
  var line: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("format", SnapshotManifest.format)
      writer.member("version", SnapshotManifest.version)
      writer.member("tool", tool)
      writer.member("toolVersion", toolVersion)
      writer.member("schemaVersion", schemaVersion)
      writer.member("createdAt", createdAt)
      writer.member("kind", kind.rawValue)
      writer.member("parent", parent?.text)
      writer.member("label", label)
      writer.member("profile", profile)
      writer.member("scope", scope)
      writer.key("store")
      writer.object { writer in
        writer.member("installationId", store.installationID)
        writer.member("changeCounter", store.changeCounter)
        writer.member("runId", store.runID)
      }
      writer.key("images")
      writer.object { writer in
        writer.member("count", images.count)
        writer.member("bytes", images.bytes)
      }
      writer.key("tables")
      writer.array { writer in
        for table in tables { table.write(to: &writer) }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  /// Reads the first line; refuses one that contradicts itself.
  static func read(_ line: [UInt8], path: String) throws(RepositoryFault) -> SnapshotManifest {
    let manifest = try RepositoryJSON.read(line, path: path) { (fields) throws(FieldFault) in
      try read(&fields)
    }
    // What has one meaning has one spelling, so that its name follows from what it says.
    guard manifest.line == line else {
      throw RepositoryFault(
        .damaged(detail: "it is not written as manifests are"), path: path)
    }
    return manifest
  }

  private static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> SnapshotManifest {
    guard try fields.requiredString("format") == format else {
      throw fields.fault(.invalid, "format")
    }
    try fields.version(version)
    guard let kind = Kind(rawValue: try fields.requiredString("kind")) else {
      throw fields.fault(.unknown, "kind")
    }
    let parentText = try fields.string("parent")
    let parent = parentText.flatMap { SnapshotID($0) }
    guard (parentText == nil) == (parent == nil) else { throw fields.fault(.invalid, "parent") }
    let store = try fields.object("store") { (fields) throws(FieldFault) in
      StoreState(
        installationID: try fields.requiredText("installationId", longest: Limits.textBytes),
        changeCounter: try fields.number("changeCounter", in: 0...Limits.number),
        runID: try fields.text("runId", longest: Limits.textBytes))
    }
    guard let store else { throw fields.fault(.missing, "store") }
    let images = try fields.object("images") { (fields) throws(FieldFault) in
      Images(
        count: try fields.number("count", in: 0...Limits.number),
        bytes: try fields.number("bytes", in: 0...Limits.number))
    }
    guard let images else { throw fields.fault(.missing, "images") }
    let tables = try fields.objects("tables") { (fields) throws(FieldFault) in
      try Table.read(&fields)
    }
    guard tables.count <= Limits.tables else { throw fields.fault(.invalid, "tables") }
    let manifest = SnapshotManifest(
      tool: try fields.requiredText("tool", longest: Limits.textBytes),
      toolVersion: try fields.text("toolVersion", longest: Limits.textBytes),
      schemaVersion: try fields.number("schemaVersion", in: 1...Int(Int32.max)),
      createdAt: try fields.instant("createdAt"), kind: kind, parent: parent,
      label: try fields.text("label", longest: Limits.textBytes),
      profile: try fields.requiredText("profile", longest: Limits.textBytes),
      scope: try fields.text("scope", longest: Limits.textBytes), store: store, tables: tables,
      images: images)
    if let member = manifest.contradiction { throw fields.fault(.invalid, member) }
    return manifest
  }
}

extension SnapshotManifest.Table {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", name)
      writer.member("rows", rows)
      writer.key("layers")
      writer.array { writer in
        for layer in layers {
          writer.object { writer in
            writer.key("shards")
            writer.array { writer in
              for shard in layer.shards { shard.write(to: &writer) }
            }
          }
        }
      }
    }
  }

  fileprivate static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> SnapshotManifest.Table {
    let table = SnapshotManifest.Table(
      name: try fields.requiredText("name", longest: 64),
      rows: try fields.number("rows", in: 0...SnapshotManifest.Limits.rows),
      layers: try fields.objects("layers") { (fields) throws(FieldFault) in
        SnapshotManifest.Layer(
          shards: try fields.objects("shards") { (fields) throws(FieldFault) in
            try SnapshotManifest.Shard.read(&fields)
          })
      })
    let isName = table.name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
    }
    guard isName else { throw fields.fault(.invalid, "name") }
    guard table.layers.count <= SnapshotManifest.Limits.layers else {
      throw fields.fault(.invalid, "layers")
    }
    return table
  }
}

extension SnapshotManifest.Shard {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("sha256", hex: object.digest.bytes)
      writer.member("bytes", object.contentBytes)
      writer.member("storedSha256", hex: object.storedDigest.bytes)
      writer.member("storedBytes", object.storedBytes)
      writer.member("rows", rows)
      if let keys {
        writer.member("firstKey", keys.lowerBound)
        writer.member("lastKey", keys.upperBound)
      }
    }
  }

  private static func keys(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ClosedRange<Int>? {
    let (first, last) = (try fields.integer("firstKey"), try fields.integer("lastKey"))
    switch (first, last) {
    case (nil, nil): return nil
    case (let first?, let last?) where first <= last: return first...last
    default: throw fields.fault(.invalid, "lastKey")
    }
  }

  fileprivate static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> SnapshotManifest.Shard {
    let object = ShardReference(
      digest: try fields.digest("sha256"),
      contentBytes: try fields.number("bytes", in: 0...ShardReference.mostContentBytes),
      storedDigest: try fields.digest("storedSha256"),
      storedBytes: try fields.number("storedBytes", in: 1...2 * ShardReference.mostContentBytes))
    return SnapshotManifest.Shard(
      object: object,
      rows: try fields.number("rows", in: 0...object.contentBytes + 1),
      keys: try keys(&fields))
  }
}
