import RecipeText
import Testing

struct UnitMeasureTests {
  @Test(
    arguments: [
      ("cup", .volume, 236.6), ("c", .volume, 236.6), ("C.", .volume, 236.6),
      ("T", .volume, 14.79), ("t", .volume, 4.93), ("Tbsp.", .volume, 14.79),
      ("EL", .volume, 14.79), ("cuillère à soupe", .volume, 14.79), ("c. à c", .volume, 4.93),
      ("cucchiaino", .volume, 4.93), ("fl oz", .volume, 29.57), ("ml", .volume, 1),
      ("dl", .volume, 100), ("litros", .volume, 1000), ("g", .mass, 1), ("Kilo", .mass, 1000),
      ("oz", .mass, 28.35), ("lbs", .mass, 453.6), ("Pfund", .mass, 500), ("dozen", .count, 12),
    ] as [(String, UnitMeasure.Dimension, Double)])
  func `a unit with a size of its own is measured`(
    unit: String, dimension: UnitMeasure.Dimension, size: Double
  ) throws {
    let found = try #require(measure(unit))
    #expect(found.dimension == dimension)
    #expect(found.size == size)
  }

  @Test(arguments: ["", "can", "cloves", "Prise", "cupboard", "."])
  func `what has no size of its own is none`(unit: String) {
    #expect(measure(unit) == nil)
  }

  private func measure(_ unit: String) -> UnitMeasure? {
    Array(unit.utf8).withUnsafeBufferPointer { UnitMeasure(unit: $0) }
  }
}
