import Archives
import RecipeFormats

extension RecipeReaders {
  /// Finds the reader of a member that was not read yet.
  ///
  /// Where the front ends inside one long text of JSON, as exports do that start with their
  /// picture, it is looked further ahead, unless a reader is certain already.
  static func detect(_ member: Member, columns: StatedColumns, isNamed: Bool) -> Detection {
    func sample() -> ContentSample {
      ContentSample(
        bytes: member.sample, isWhole: member.sampleIsWhole, memberName: member.name)
    }
    let front = sample()
    let detection = detect(front, columns: columns, isNamed: isNamed)
    if case .reader(_, let recognition) = detection, recognition.confidence == .certain {
      return detection
    }
    guard front.isCutInsideLongText else { return detection }
    member.widenSample(to: ContentSample.wideLimit)
    return detect(sample())
  }
}
