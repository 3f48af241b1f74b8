import Pipelines

extension StageSettings {
  /// What the stage will do, in one line.
  var summary: String {
    switch self {
    case .initialize: "make the store unless it is there"
    case .archive(let settings): "bring in \(settings.from.joined(separator: ", "))"
    case .users(let settings): "make up to \(settings.users.count) users"
    case .communities(let settings): "make up to \(settings.communities.count) communities"
    case .imports(let settings):
      switch settings.target {
      case .community(let slug): "\(settings.from.joined(separator: ", ")) into \(slug)"
      case .catalogue: "\(settings.from.joined(separator: ", ")) into a catalogue"
      }
    case .views(let settings): "load \(settings.from.joined(separator: ", "))"
    case .lineage: "index lineage"
    case .tags: "index tags and full text"
    case .duplicates: "find near-duplicates"
    case .rollup: "count views, viewers, shares and forks"
    case .targets(let settings):
      "check the targets of \(settings.community ?? "all communities")"
    case .purge: "remove what is past its retention"
    case .report(let settings): "\(settings.subject.inWords) into \(settings.to)"
    case .site(let settings): "reports of everything into \(settings.to)"
    case .backup(let settings):
      switch settings.destination {
      case .archive(let archive): "\(archive.community ?? "the installation") into \(archive.path)"
      case .repository(let repository):
        "a snapshot \(repository.community.map { "of \($0) " } ?? "")into \(repository.path)"
      }
    case .prune(let settings): "remove what no rule keeps in \(settings.repository)"
    }
  }
}

extension ReportSettings.Subject {
  /// What the report is about; of a person nothing but that it is one.
  fileprivate var inWords: String {
    switch self {
    case .community(let slug): slug
    case .recipe(let id): "recipe \(id)"
    case .creator: "a creator"
    case .installation: "the installation"
    }
  }
}
