import Console
import Indexes
import JSONText
import RecipeModel
import Statistics
import Store

extension TargetProgress {
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("measure", target.measure.rawValue)
    writer.member("frequency", target.frequency.rawValue)
    writer.member("value", target.value)
    writer.member("since", target.since.description)
    if let current {
      writer.key("current")
      current.write(to: &writer)
    }
    if let daysLeft { writer.member("daysLeft", daysLeft) }
    if let elapsed {
      writer.key("elapsed")
      writer.double(elapsed)
    }
    if let isOnPace { writer.member("onPace", isOnPace) }
    writer.member("streak", streak)
    writer.key("past")
    writer.array { writer in
      for point in past { point.write(to: &writer) }
    }
  }
}

extension TargetPoint {
  /// Writes it as a JSON object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in writeMembers(to: &writer) }
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("period", period.description)
    writer.member("from", period.firstDay.description)
    count.write(as: "count", to: &writer)
    writer.member("value", value)
    writer.key("share")
    writer.double(share)
    writer.key("met")
    if let isMet { writer.bool(isMet) } else { writer.null() }
  }

  /// `97.4 %`; cut, not rounded, so that what is not met never reads as 100 %.
  var shareInWords: String {
    let tenths = Int((share * 1000).rounded(.down))
    return tenths.isMultiple(of: 10) ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }

  var role: Style.Role? { isMet == true ? .success : nil }
}
