public import RecipeModel

extension ReadTransaction {
  /// Those of the digests that a stored picture has.
  public func storedImages(among digests: [Digest]) throws(StoreFault) -> Set<Digest> {
    var found: Set<Digest> = []
    for digest in digests {
      let isStored =
        try integer(
          "SELECT EXISTS (SELECT 1 FROM image WHERE digest = ?)", [digest.bytes]) != 0
      if isStored { found.insert(digest) }
    }
    return found
  }
}
