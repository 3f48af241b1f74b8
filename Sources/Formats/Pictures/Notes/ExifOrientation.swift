/// The one thing in an Exif block that a picture is shown by.
enum ExifOrientation {
  private static let tag = 0x0112

  /// A block of the same length that says the orientation alone; zeros where there is none.
  static func alone(in block: ArraySlice<UInt8>) -> [UInt8] {
    let nothing = [UInt8](repeating: 0, count: block.count)
    guard var exif = TIFFBlock(Array(block)), let orientation = orientation(in: exif),
      // The head, a directory of one entry, and that no other follows.
      block.count >= 8 + 2 + 12 + 4
    else { return nothing }
    exif.blank(4..<block.count)
    exif.write(8, size: 4, at: 4)
    exif.write(1, size: 2, at: 8)
    exif.write(tag, size: 2, at: 10)
    exif.write(3, size: 2, at: 12)
    exif.write(1, size: 4, at: 14)
    exif.write(orientation, size: 2, at: 18)
    return exif.bytes
  }

  private static func orientation(in exif: TIFFBlock) -> Int? {
    guard let directory = exif.number(at: 4, size: 4), let count = exif.entryCount(of: directory)
    else { return nil }
    let entry = (0..<count).map { directory + 2 + 12 * $0 }
      .first { exif.number(at: $0, size: 2) == tag }
    return entry.flatMap { exif.number(at: $0 + 8, size: 2) }.flatMap {
      (1...8).contains($0) ? $0 : nil
    }
  }
}
