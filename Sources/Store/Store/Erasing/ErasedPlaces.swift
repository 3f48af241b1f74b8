/// A column that may hold traces of a person in a text that stays.
struct ErasedPlace {
  var table: String
  var column: String
  var naming: PersonalTraces.Naming
  /// Whether rows carry a change number.
  var hasChange = false
  /// Whether rows have a row id; others are found by the text itself.
  var hasRowID = true

  /// Every such column; bodies, quarantine and views are seen to apart.
  static let all = [
    ErasedPlace(table: "run", column: "label", naming: .words),
    ErasedPlace(table: "run", column: "failure", naming: .words),
    ErasedPlace(table: "run", column: "result", naming: .json),
    ErasedPlace(table: "run_stage", column: "failure", naming: .words, hasRowID: false),
    ErasedPlace(table: "run_stage", column: "artefact", naming: .words, hasRowID: false),
    ErasedPlace(table: "run_stage", column: "result", naming: .json, hasRowID: false),
    ErasedPlace(table: "run_input", column: "path", naming: .words, hasRowID: false),
    ErasedPlace(table: "known_input", column: "path", naming: .words),
    ErasedPlace(table: "run_account", column: "archive", naming: .words, hasRowID: false),
    ErasedPlace(table: "run_account", column: "member", naming: .words, hasRowID: false),
    ErasedPlace(table: "image_request", column: "container", naming: .words, hasRowID: false),
    ErasedPlace(table: "image_request", column: "folder", naming: .words, hasRowID: false),
    ErasedPlace(table: "image_request", column: "name", naming: .words, hasRowID: false),
    ErasedPlace(table: "quarantine", column: "target", naming: .words),
    ErasedPlace(table: "quarantine", column: "archive", naming: .words),
    ErasedPlace(table: "quarantine", column: "member", naming: .words),
    ErasedPlace(table: "quarantine", column: "pointer", naming: .words),
    ErasedPlace(table: "recipe_source", column: "source_name", naming: .words),
    ErasedPlace(table: "recipe_source", column: "identity", naming: .none),
    ErasedPlace(table: "recipe_source", column: "archive", naming: .words),
    ErasedPlace(table: "recipe_source", column: "member", naming: .words),
    ErasedPlace(table: "recipe_source", column: "extras", naming: .json),
    ErasedPlace(table: "import_request", column: "settings", naming: .json),
    ErasedPlace(table: "import_update", column: "archive", naming: .words, hasRowID: false),
    ErasedPlace(table: "import_update", column: "member", naming: .words, hasRowID: false),
    ErasedPlace(table: "import_update", column: "extras", naming: .json, hasRowID: false),
    ErasedPlace(table: "import_update", column: "image_url", naming: .none, hasRowID: false),
    ErasedPlace(table: "import_update_image", column: "url", naming: .none, hasRowID: false),
    ErasedPlace(table: "takedown", column: "reason", naming: .words, hasChange: true),
    ErasedPlace(table: "community", column: "name", naming: .none, hasChange: true),
    ErasedPlace(table: "community", column: "description", naming: .none, hasChange: true),
    ErasedPlace(table: "tag", column: "name", naming: .none, hasChange: true),
    ErasedPlace(table: "tag", column: "folded", naming: .none, hasChange: true),
    ErasedPlace(table: "recipe", column: "image_url", naming: .none, hasChange: true),
    ErasedPlace(table: "recipe_image", column: "url", naming: .none, hasChange: true),
    ErasedPlace(table: "audit_log", column: "metadata", naming: .json, hasChange: true),
  ]
}
