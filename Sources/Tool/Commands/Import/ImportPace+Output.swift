import Console
import Import
import JSONText

extension ImportPace {
  /// How long it took and what took longest, in one line.
  var sentence: String {
    var text =
      "took \(Figures.duration(milliseconds: milliseconds)): "
      + "\(Figures.rate(recordsPerSecond, of: "records")), \(Figures.byteRate(bytesPerSecond))"
    if let slowest {
      text +=
        "; longest: \(slowest.part.title) "
        + "(\(Figures.duration(milliseconds: slowest.milliseconds)))"
    }
    return text
  }

  /// Writes the member `pace` of the result.
  func write(to writer: inout JSONWriter) {
    writer.key("pace")
    writer.object { writer in
      writer.member("records", records)
      writer.key("bytes")
      writer.integer(bytes)
      writer.key("milliseconds")
      writer.integer(milliseconds)
      writer.key("recordsPerSecond")
      writer.double(recordsPerSecond.rounded())
      writer.key("bytesPerSecond")
      writer.double(bytesPerSecond.rounded())
      if let slowest { writer.member("slowest", slowest.part.rawValue) }
      writer.key("parts")
      writer.object { writer in
        for share in shares {
          writer.key(share.part.rawValue)
          writer.integer(share.milliseconds)
        }
      }
    }
  }

  /// Reads it out of a result that was kept; nil when that says nothing of a pace.
  init?(fromResult json: String) {
    let bytes = Array(json.utf8)
    let parsed = bytes.withUnsafeBufferPointer { buffer in
      JSONParser().parse(buffer) { root -> ImportPace? in
        guard let pace = root.member("pace"), let records = pace.member("records")?.integer,
          let size = pace.member("bytes")?.integer,
          let milliseconds = pace.member("milliseconds")?.integer
        else { return nil }
        var shares: [Share] = []
        if let parts = pace.member("parts") {
          for (name, time) in parts.members {
            guard let part = ImportPart(rawValue: name.text), let time = time.integer else {
              continue
            }
            shares.append(Share(part, milliseconds: time))
          }
        }
        return ImportPace(
          records: Int(records), bytes: size, milliseconds: milliseconds, shares: shares)
      }
    }
    guard case .success(let pace?) = parsed else { return nil }
    self = pace
  }
}
