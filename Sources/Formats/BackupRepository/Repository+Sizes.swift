extension Repository {
  /// How many bytes the file of an object has; nil when there is none.
  public func size(of object: ObjectName) -> Int? { folder.size(of: object.path) }
}
