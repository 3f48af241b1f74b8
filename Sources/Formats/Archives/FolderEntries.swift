#if canImport(Glibc)
  import Glibc
#endif

/// The entries of an open folder, but for itself and its parent, in the order of the file system.
public struct FolderEntries: Sequence, IteratorProtocol {
  public struct Entry {
    /// Names are bytes; not all of them are UTF-8.
    public var name: [UInt8]
    public var isFolder: Bool
  }

  private let stream: OpaquePointer

  /// Goes through what `opendir` opened; whoever opened it closes it.
  public init(stream: OpaquePointer) {
    self.stream = stream
  }

  public mutating func next() -> Entry? {
    while let entry = readdir(stream) {
      let name = FolderEntries.name(of: entry)
      guard name != Array(".".utf8), name != Array("..".utf8) else { continue }
      return Entry(name: name, isFolder: entry.pointee.d_type == UInt8(DT_DIR))
    }
    return nil
  }

  /// Read where it lies: an entry ends with its name, so that a copy of the 256 bytes that its type
  /// declares would reach beyond what the system gave.
  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    guard let start = MemoryLayout<dirent>.offset(of: \.d_name) else {
      preconditionFailure("the name is stored in the entry")
    }
    let name = UnsafeRawPointer(entry) + start
    return Array(
      UnsafeRawBufferPointer(start: name, count: strlen(name.assumingMemoryBound(to: CChar.self))))
  }
}
