import RecipeModel

extension StageSettings {
  /// What stands in `to` for the period that a stage is about.
  private static let placeholder = "{period}"

  /// Whether the stage writes the same path whatever period it is about.
  var writesOnePath: Bool {
    switch self {
    case .report(let settings): !settings.to.contains(Self.placeholder)
    case .site(let settings): !settings.to.contains(Self.placeholder)
    default: false
    }
  }

  /// The same stage about one period.
  func during(_ period: Period) -> StageSettings {
    let (from, until) = (period.firstDay, period.days.upperBound.advanced(by: 1))
    switch self {
    case .targets(var settings):
      settings.named = period
      return .targets(settings)
    case .report(var settings):
      (settings.from, settings.until) = (from, until)
      return StageSettings.report(settings).writing(for: "\(period)")
    case .site(var settings):
      (settings.from, settings.until) = (from, until)
      return StageSettings.site(settings).writing(for: "\(period)")
    default: return self
    }
  }

  /// The same stage with `{period}` filled in where it writes.
  public func writing(for period: String) -> StageSettings {
    func filled(_ path: String) -> String {
      path.replacing(Self.placeholder, with: period)
    }
    switch self {
    case .report(var settings):
      settings.to = filled(settings.to)
      return .report(settings)
    case .site(var settings):
      settings.to = filled(settings.to)
      return .site(settings)
    case .backup(var settings):
      guard case .archive(var archive) = settings.destination else { return self }
      archive.path = filled(archive.path)
      settings.destination = .archive(archive)
      return .backup(settings)
    default: return self
    }
  }
}
