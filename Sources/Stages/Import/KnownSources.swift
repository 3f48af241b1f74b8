import RecipeCoding
import RecipeFormats
import RecipeModel
import Store

/// The sources of the target's recipes as they were last taken over, found by what they said.
///
/// A record that says the same need not be read again, where its reader can tell that before it
/// takes the record apart. It holds 40 bytes for each source.
struct KnownSources: Sendable {
  struct Source: Sendable {
    /// 128 bits of the digest.
    fileprivate var high: UInt64
    fileprivate var low: UInt64
    /// The key of `IdentityCounter`.
    var identity: UInt64
    var ordinal: Int
    /// Which reader took it over: an index into the readers' names and versions.
    fileprivate var reader: Int

    fileprivate func precedes(_ key: (UInt64, UInt64)) -> Bool { (high, low) < key }
  }

  private struct Reader: Hashable {
    var format: String
    var version: Int
  }

  /// By digest.
  private var sources: [Source] = []
  private var readers: [Reader: Int] = [:]

  /// Remembers the sources of a request's target; nil where each record has to be read.
  ///
  /// That is so when contents may be taken down, when somebody wants to know the authors or, for a
  /// mirror, what the records say, and when the store holds so much more than the archives that to
  /// walk it costs more than to read them.
  init?(for request: ImportRequest, bytes: Int64, in transaction: ReadTransaction) throws {
    guard request.authors == nil, !request.isMirror, try !transaction.hasTakedowns() else {
      return nil
    }
    let count = try transaction.sourceCount()
    guard count > 0, Int64(count) <= bytes / KnownSources.bytesWorthASource else { return nil }
    var (sources, readers) = ([Source](), [Reader: Int]())
    let (place, owner) = (request.target.place, request.importer)
    try transaction.eachSource(in: place, of: owner, by: .ofStore) { source in
      guard source.name == request.sourceName ?? source.format else { return }
      let reader = Reader(format: source.format, version: source.readerVersion)
      let number = readers[reader] ?? readers.count
      readers[reader] = number
      let (high, low) = KnownSources.key(source.recordDigest)
      sources.append(
        Source(
          high: high, low: low,
          identity: IdentityCounter.key(of: source.identity, source: source.name),
          ordinal: source.identity.ordinal, reader: number))
    }
    sources.sort { $0.precedes(($1.high, $1.low)) }
    self.sources = sources
    self.readers = readers
  }

  /// How small a packed record may be: an archive with fewer bytes than this for each source of
  /// the store is read as if nothing were known.
  private static let bytesWorthASource: Int64 = 32

  /// The sources that said just this and were read by just this reader.
  func sources(_ digest: Digest, from reader: any RecipeReader.Type) -> ArraySlice<Source> {
    guard let number = readers[Reader(format: reader.format.name, version: reader.version)] else {
      return []
    }
    let key = KnownSources.key(digest)
    var (low, high) = (0, sources.count)
    while low < high {
      let middle = (low + high) / 2
      if sources[middle].precedes(key) { low = middle + 1 } else { high = middle }
    }
    return sources[low...].prefix { ($0.high, $0.low) == key && $0.reader == number }
  }

  private static func key(_ digest: Digest) -> (UInt64, UInt64) {
    (digest.bytes.first64Bits, digest.bytes[8...].first64Bits)
  }
}
