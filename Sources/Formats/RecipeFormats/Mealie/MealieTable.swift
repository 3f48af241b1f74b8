/// The tables of a Mealie backup that say something about recipes.
enum MealieTable: String, CaseIterable {
  case recipes
  case ingredients = "recipes_ingredients"
  case instructions = "recipe_instructions"
  case notes
  case nutrition = "recipe_nutrition"
  case settings = "recipe_settings"
  case assets = "recipe_assets"
  case extras = "api_extras"
  case comments = "recipe_comments"
  case events = "recipe_timeline_events"
  case ratings = "users_to_recipes"
  case favorites = "users_to_favorites"
  case recipesToTags = "recipes_to_tags"
  case recipesToCategories = "recipes_to_categories"
  case recipesToTools = "recipes_to_tools"
  case tags, categories, tools, users
  case foods = "ingredient_foods"
  case units = "ingredient_units"

  /// Whether its rows are what rows of other tables refer to by their ids.
  var holdsTerms: Bool {
    switch self {
    case .tags, .categories, .tools, .users, .foods, .units: true
    default: false
    }
  }

  /// Whether a row that belongs to no recipe is a loss.
  var holdsContent: Bool { self == .ingredients || self == .instructions }

  /// Tables about the server and its people, which nobody expects to find in a recipe.
  static let housekeeping: Set<String> = [
    "alembic_version", "groups", "group_preferences", "group_data_exports",
    "group_events_notifiers", "group_events_notifier_options", "group_reports",
    "group_to_categories",
    "report_entries", "households", "household_preferences", "households_to_recipes",
    "households_to_ingredient_foods", "households_to_tools", "invite_tokens", "long_live_tokens",
    "password_reset_tokens", "recipe_share_tokens", "server_tasks", "webhook_urls",
    "multi_purpose_labels", "shopping_lists_multi_purpose_labels", "ingredient_food_extras",
    "ingredient_foods_aliases", "ingredient_units_aliases", "recipe_ingredient_ref_link",
    "shopping_list_extras", "shopping_list_item_extras", "shopping_list_recipe_reference",
    "shopping_list_item_recipe_reference", "cookbooks_to_categories", "cookbooks_to_tags",
    "cookbooks_to_tools", "plan_rules_to_categories", "plan_rules_to_tags",
    "plan_rules_to_households", "recipe_timeline_event_images",
  ]
}
