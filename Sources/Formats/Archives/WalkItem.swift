public import PipelineCore

/// What a walk comes upon.
public enum WalkItem {
  /// Content to be read; valid until the walk goes on.
  case member(Member)
  /// Something that is not read although it may hold recipes; why.
  case refused(Rejection)
  /// Something that never holds recipes.
  case ignored(SourceLocation, reason: IgnoreReason)
}

/// Why something in an archive or folder is passed over without harm.
public enum IgnoreReason: String, Sendable, CaseIterable {
  /// A folder inside an archive; its files are members of their own.
  case folder
  /// What a desktop adds by itself: `__MACOSX`, `._*`, `.DS_Store`, `Thumbs.db`, `desktop.ini`.
  case desktopFile = "desktop-file"
  /// A symbolic link inside a folder on disk; links given as paths are followed.
  case link
  /// A device, socket or pipe inside a folder on disk.
  case specialFile = "special-file"
}
