import Foundation
import GRDB
import RecipeModel

/// How byte arrays travel through the database library.
typealias DatabaseBytes = Data

extension Digest {
  /// The digest as a value to bind.
  var data: DatabaseBytes { DatabaseBytes(bytes) }
}
