import Archives
import Pictures
import PipelineCore
import RecipeArchives
import RecipeModel
import Store
import TestKit
import Testing

@testable import Import

struct PhotoImportTests {
  @Test func `an import stores photos without locations and says of how many`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let photo = SamplePhotos.jpeg(
        exif: SamplePhotos.exif(bigEndian: true), packet: SamplePhotos.packet)
      let sink = MemorySink()
      let tar = TarWriter(into: sink, modifiedSeconds: 0)
      let record = """
        {"@context":"https://schema.org","@type":"Recipe","name":"Soup",\
        "recipeIngredient":["1 leek"],"image":"photos/soup.jpg"}
        """
      try tar.addMember("box/soup.json", Array(record.utf8))
      try tar.addMember("box/photos/soup.jpg", photo)
      try tar.finish()
      let outcome = try kitchen.run([try kitchen.file("box.tar", sink.bytes)])
      // What a recipe shows was not passed over.
      #expect(outcome.leftOut.counts == [:])
      let counted = outcome.warnings.filter { $0.warning.code == .locationRemoved }
      #expect(counted.map(\.count) == [1])
      let digest = try #require(
        try kitchen.texts("SELECT lower(hex(digest)) FROM image").first.flatMap { Digest(hex: $0) })
      let stored = try #require(kitchen.store.images.read(digest))
      #expect(stored == PhotoLocation.removed(from: photo, mediaType: "image/jpeg"))
    }
  }
}
