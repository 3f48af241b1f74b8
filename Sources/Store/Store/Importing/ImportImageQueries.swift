import GRDB
import RecipeCoding
public import RecipeModel

/// A picture that is stored as a file.
public struct StoredImage: Sendable, Equatable {
  public var digest: Digest
  /// By content, such as `image/jpeg`.
  public var mediaType: String
  public var width: Int?
  public var height: Int?
  public var byteSize: Int

  public init(digest: Digest, mediaType: String, width: Int?, height: Int?, byteSize: Int) {
    self.digest = digest
    self.mediaType = mediaType
    self.width = width
    self.height = height
    self.byteSize = byteSize
  }
}

/// A picture of a record that another member of its archive holds.
public struct ImageRequest: Sendable, Equatable {
  /// Why it is looked for; raw values are stored.
  public enum Kind: String, Sendable, CaseIterable {
    /// The record names it; it may lie in another folder than it says.
    case named
    /// The format puts it just there.
    case expected
    /// The format puts it just there, if there is one.
    case possible
  }

  public var recipe: RecipeKey
  public var position: Int
  public var kind: Kind
  /// The archive that the record lies in, and the members inward; empty for a file of its own.
  public var container: String
  /// The folder of the record in the container, or of its file; empty at the top.
  public var folder: String
  /// The name as the record or its format gives it.
  public var name: String

  public init(
    recipe: RecipeKey, position: Int, kind: Kind = .named, container: String = "",
    folder: String, name: String
  ) {
    self.recipe = recipe
    self.position = position
    self.kind = kind
    self.container = container
    self.folder = folder
    self.name = name
  }
}

extension WriteTransaction {
  /// Links a stored picture to a recipe; the file must be there already.
  public func add(
    _ image: StoredImage, to recipe: RecipeKey, position: Int, at now: Instant
  ) throws(StoreFault) {
    var key = try preparedAside("SELECT id FROM image WHERE digest = ?").bind(
      blob: image.digest.bytes
    )
    .integer()
    if key == nil {
      try preparedAside(
        """
        INSERT INTO image (digest, media_type, width, height, byte_size) VALUES (?, ?, ?, ?, ?)
        """
      ).bind(blob: image.digest.bytes).bind(image.mediaType)
        .bind(image.width.map { Int64($0) }).bind(image.height.map { Int64($0) })
        .bind(image.byteSize).run()
      key = database.lastInsertedRowID
    }
    try addRecipeImage(to: recipe, position: position, image: key, url: nil, at: now)
  }

  /// Links an address to a recipe; that of its first picture was given with a new one.
  public func add(
    imageURL url: String, to recipe: RecipeKey, position: Int, at now: Instant
  ) throws(StoreFault) {
    try addRecipeImage(to: recipe, position: position, image: nil, url: url, at: now)
    guard position == 0, buffered.publicIDs[recipe] == nil else { return }
    try prepared("UPDATE recipe SET image_url = ? WHERE id = ?").bind(url).bind(recipe.value).run()
  }

  /// Removes the picture links of a recipe whose source gives new ones.
  public func removeImages(of recipe: RecipeKey) throws(StoreFault) {
    try prepared("DELETE FROM recipe_image WHERE recipe_id = ?").bind(recipe.value).run()
  }

  /// Remembers a picture for the second pass over an archive.
  public func request(
    _ image: ImageRequest, archive: Int, run: RunKey
  ) {
    buffered.pictureRequests.beginRow(of: buffered.record)
    buffered.pictureRequests.append(run.value)
    buffered.pictureRequests.append(archive)
    buffered.pictureRequests.append(image.recipe.value)
    buffered.pictureRequests.append(image.position)
    buffered.pictureRequests.append(image.kind.rawValue)
    buffered.pictureRequests.append(image.container)
    buffered.pictureRequests.append(image.folder)
    buffered.pictureRequests.append(image.name)
  }

  /// Forgets the pictures asked for in an archive of a run, once they were looked for.
  public func forgetImageRequests(archive: Int, run: RunKey) throws(StoreFault) {
    try execute(
      "DELETE FROM image_request WHERE run_id = ? AND archive = ?", [run.value, archive])
  }

  private func addRecipeImage(
    to recipe: RecipeKey, position: Int, image: Int64?, url: String?, at now: Instant
  ) throws(StoreFault) {
    if let owner = buffered.publicIDs[recipe] {
      buffered.pictures.beginRow(of: buffered.record)
      buffered.pictures.append(NameBasedID.make(["image", owner, String(position)]))
      buffered.pictures.append(recipe.value)
      buffered.pictures.append(position)
      buffered.pictures.append(image)
      buffered.pictures.append(url)
      buffered.pictures.append(now.milliseconds)
      buffered.pictures.append(change)
      return
    }
    let owner =
      try prepared("SELECT public_id FROM recipe WHERE id = ?").bind(recipe.value)
      .text() ?? ""
    try prepared(
      """
      INSERT INTO recipe_image (public_id, recipe_id, position, image_id, url, uploaded_at, change)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (public_id) DO NOTHING
      """
    ).bind(NameBasedID.make(["image", owner, String(position)])).bind(recipe.value)
      .bind(position).bind(image).bind(url).bind(now.milliseconds).bind(change).run()
  }
}

extension ReadTransaction {
  /// The pictures that records of a run asked for in one of its archives.
  public func imageRequests(archive: Int, run: RunKey) throws(StoreFault) -> [ImageRequest] {
    try rows(
      "SELECT * FROM image_request WHERE run_id = ? AND archive = ? ORDER BY recipe_id, position",
      [run.value, archive]
    ) { row in
      ImageRequest(
        recipe: RecipeKey(row["recipe_id"]), position: row["position"],
        kind: ImageRequest.Kind(rawValue: row["kind"]) ?? .named, container: row["container"],
        folder: row["folder"], name: row["name"])
    }
  }
}
