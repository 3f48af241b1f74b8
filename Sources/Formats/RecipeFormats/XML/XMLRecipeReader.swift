import PipelineCore
import RecipeModel

/// Reads a format of which each record is one element.
///
/// A format states what it is called, how it is recognized and where its records stand; the rest
/// is what its recipe makes of an element.
protocol XMLRecipeReader: RecipeReader {
  associatedtype Recipe: XMLRecipe
  static var layout: XMLLayout { get }
}

/// One record of such a format, while its element is read.
protocol XMLRecipe {
  associatedtype Terms: XMLTerms = NoXMLTerms
  /// What the elements outside of the records say that this one may refer to.
  var terms: Terms { get set }

  init()
  /// Reads the element: a record, or why it is none.
  mutating func read(_ element: XMLElement, _ place: XMLRecordPlace) -> ReadElement
}

/// What stands outside of the records and is referred to by them.
protocol XMLTerms {
  init()
  /// Remembers an element that the layout names as context.
  mutating func add(_ context: XMLElement)
}

/// The records of most formats refer to nothing.
struct NoXMLTerms: XMLTerms {
  mutating func add(_ context: XMLElement) {}
}

extension XMLRecipe where Terms == NoXMLTerms {
  var terms: NoXMLTerms {
    get { NoXMLTerms() }
    set {}
  }
}

extension XMLRecipeReader {
  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    XMLRecordCursor(
      source, layout, at: location, limits: limits, mapping: XMLRecipeMapping<Recipe>())
  }
}

/// Maps each element by a recipe of its own.
struct XMLRecipeMapping<Recipe: XMLRecipe>: XMLRecordMapping {
  private var terms = Recipe.Terms()

  func map(_ element: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    var recipe = Recipe()
    recipe.terms = terms
    return recipe.read(element, place)
  }

  mutating func remember(_ context: XMLElement) {
    terms.add(context)
  }
}
