import Glibc
public import PipelineCore

/// A path of which components stand for several names: `*`, `?`, `[a-z]` and `[!a-z]`, as in a shell,
/// and `**` for any number of folders.
///
/// At the end `**` stands for the files in them, and not for the folders. Names that begin with a dot
/// are found by components that do; names that are not UTF-8 are not found, and what links to a folder
/// is not looked through by `**`.
public struct PathPattern: Sendable {
  /// The path as it was written.
  public let text: String
  private let components: [String]

  /// Nil for a path without such a component.
  public init?(_ text: String) {
    components = text.split(separator: "/").map(String.init)
    guard components.contains(where: NamePattern.isPattern) else { return nil }
    self.text = text
  }

  /// The paths of files and folders that it stands for at present, sorted by their bytes; none where there
  /// are none.
  ///
  /// - Throws: A fault where a folder that it has to look into cannot be read.
  public func paths() throws(ReadFault) -> [String] {
    var found: Set<String> = []
    try expand(text.hasPrefix("/") ? "/" : "", components[...], into: &found)
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether it would find a file at a path, were one there.
  public func couldFind(_ path: String) -> Bool {
    path.hasPrefix("/") == text.hasPrefix("/")
      && PathPattern.couldFind(path.split(separator: "/").map(String.init)[...], components[...])
  }

  private static func couldFind(
    _ names: ArraySlice<String>, _ components: ArraySlice<String>
  ) -> Bool {
    guard let component = components.first else { return names.isEmpty }
    let others = components.dropFirst()
    if component == "**" {
      guard let name = names.first else { return false }
      if !others.isEmpty, couldFind(names, others) { return true }
      guard !name.hasPrefix(".") else { return false }
      return others.isEmpty && names.count == 1 || couldFind(names.dropFirst(), components)
    }
    guard let name = names.first, NamePattern(component).matches(name) else { return false }
    return couldFind(names.dropFirst(), others)
  }

  private func expand(
    _ folder: String, _ rest: ArraySlice<String>, into found: inout Set<String>
  ) throws(ReadFault) {
    guard let component = rest.first else {
      found.insert(String(folder.dropLast()))
      return
    }
    let others = rest.dropFirst()
    if component == "**" {
      // A folder beside the files in it would be read twice.
      let isOfFiles = others.isEmpty || others == ["*"]
      if !isOfFiles { try expand(folder, others, into: &found) }
      for name in try PathPattern.names(in: folder) where !name.hasPrefix(".") {
        let path = folder + name
        if PathPattern.isFolder(path, followingLinks: false) {
          try expand(path + "/", rest, into: &found)
        } else if isOfFiles, PathPattern.status(of: path, followingLinks: true)?.isFile == true {
          found.insert(path)
        }
      }
    } else if NamePattern.isPattern(component) {
      let pattern = NamePattern(component)
      for name in try PathPattern.names(in: folder) where pattern.matches(name) {
        let isPassable = others.isEmpty || PathPattern.isFolder(folder + name, followingLinks: true)
        if isPassable { try expand(folder + name + "/", others, into: &found) }
      }
    } else if access(folder + component, F_OK) == 0 {
      try expand(folder + component + "/", others, into: &found)
    }
  }

  private static func isFolder(_ path: String, followingLinks: Bool) -> Bool {
    status(of: path, followingLinks: followingLinks)?.isFolder ?? false
  }

  private static func status(of path: String, followingLinks: Bool) -> stat? {
    var status = stat()
    let result = followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status : nil
  }

  /// The names in a folder; none where there is no such folder.
  private static func names(in folder: String) throws(ReadFault) -> [String] {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw ReadFault(
        .cannotOpen(reason: systemReason(errno)), at: SourceLocation(archive: folder))
    }
    defer { closedir(stream) }
    return FolderEntries(stream: stream).compactMap { String(validating: $0.name, as: UTF8.self) }
  }
}

/// One component of a pattern, which stands for names.
struct NamePattern {
  private enum Part {
    /// Any number of characters, none as well.
    case any
    case one
    case among([ClosedRange<Character>], isExcluded: Bool)
    case character(Character)

    func stands(for character: Character) -> Bool {
      switch self {
      case .any: false
      case .one: true
      case .among(let ranges, let isExcluded):
        ranges.contains { $0.contains(character) } != isExcluded
      case .character(let own): own == character
      }
    }
  }

  private let parts: [Part]
  private let findsHidden: Bool

  static func isPattern(_ component: String) -> Bool {
    component.contains { $0 == "*" || $0 == "?" || $0 == "[" }
  }

  init(_ component: String) {
    findsHidden = component.hasPrefix(".")
    var parts: [Part] = []
    var rest = Array(component)[...]
    while let first = rest.popFirst() {
      switch first {
      case "*": parts.append(.any)
      case "?": parts.append(.one)
      case "[":
        // Without its end it is itself.
        parts.append(NamePattern.takeSet(from: &rest) ?? .character("["))
      default: parts.append(.character(first))
      }
    }
    self.parts = parts
  }

  /// Takes a set behind its opening bracket; nil, with nothing taken, where it does not end.
  private static func takeSet(from rest: inout ArraySlice<Character>) -> Part? {
    var inner = rest
    let isExcluded = inner.first == "!" || inner.first == "^"
    if isExcluded { inner = inner.dropFirst() }
    var ranges: [ClosedRange<Character>] = []
    var isFirst = true
    while let first = inner.popFirst() {
      // As the first one it stands for itself.
      if first == "]", !isFirst {
        rest = inner
        return .among(ranges, isExcluded: isExcluded)
      }
      isFirst = false
      if inner.first == "-", let last = inner.dropFirst().first, last != "]" {
        inner = inner.dropFirst(2)
        if first <= last { ranges.append(first...last) }
      } else {
        ranges.append(first...first)
      }
    }
    return nil
  }

  func matches(_ name: String) -> Bool {
    if name.hasPrefix("."), !findsHidden { return false }
    let characters = Array(name)
    var (part, character) = (0, 0)
    // Where the last star stands, and up to where it reaches as yet.
    var star: (part: Int, reach: Int)?
    while character < characters.count {
      if part < parts.count, case .any = parts[part] {
        star = (part, character)
        part += 1
      } else if part < parts.count, parts[part].stands(for: characters[character]) {
        part += 1
        character += 1
      } else if let (last, reach) = star {
        star = (last, reach + 1)
        part = last + 1
        character = reach + 1
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { if case .any = $0 { true } else { false } }
  }
}
