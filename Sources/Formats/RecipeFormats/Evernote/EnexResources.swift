import JSONText
import enum Crypto.Insecure
import RecipeModel

/// The files that a note holds, by the digest that its text refers to them with.
struct EnexResources {
  struct File {
    var bytes: [UInt8]
    /// The media type as stated, in lower case; empty when none is.
    var type: String
    var name: String?
  }

  /// In the order of the note.
  private(set) var files: [(digest: String, file: File)] = []
  /// How many are empty, or no Base64.
  private(set) var unreadable = 0

  /// Decodes one `resource` element.
  mutating func add(_ resource: XMLElement, into draft: inout RecordDraft) {
    var text = resource.child("data")?.text ?? ""
    guard let bytes = text.withUTF8({ Base64.decode($0) }), !bytes.isEmpty else {
      unreadable += 1
      return
    }
    let file = File(
      bytes: bytes, type: draft.line(resource.child("mime"))?.lowercased() ?? "",
      name: draft.line(resource.child("resource-attributes")?.child("file-name")))
    files.append((EnexResources.digest(of: bytes), file))
  }

  /// Finds the file that an `en-media` element shows.
  func file(shownBy media: HTMLElement) -> File? {
    let stated = (media.attribute("hash") ?? "").lowercased()
    return files.first { $0.digest == stated }?.file
  }

  /// MD5 in hexadecimal, which Evernote names files by; it protects nothing.
  private static func digest(of bytes: [UInt8]) -> String {
    Insecure.MD5.hash(data: bytes).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
