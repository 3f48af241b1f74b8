// swift-tools-version: 6.2
import PackageDescription

// The map of the product. A module may import only modules on lower floors, so no stage
// imports another stage: stages meet in the store. The loop below refuses a violation.

/// One library target: its floor, its folder under Sources/, and what it may import.
struct Module {
  var name: String
  var floor: Int
  var folder: String
  var needs: [String] = []
  var products: [Target.Dependency] = []
  /// What only its tests need.
  var testProducts: [Target.Dependency] = []
  var isTested = true
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// 0. Libraries of the system.
let libraries: [String: Target] = [
  "CZlib": .systemLibrary(
    name: "CZlib", path: "Sources/Libraries/CZlib", pkgConfig: "zlib",
    providers: [.apt(["zlib1g-dev"])]),
  "CISAL": .systemLibrary(
    name: "CISAL", path: "Sources/Libraries/CISAL", pkgConfig: "libisal",
    providers: [.apt(["libisal-dev"])]),
  "CDeflate": .systemLibrary(
    name: "CDeflate", path: "Sources/Libraries/CDeflate", pkgConfig: "libdeflate",
    providers: [.apt(["libdeflate-dev"])]),
  "CLibXML2": .systemLibrary(
    name: "CLibXML2", path: "Sources/Libraries/CLibXML2", pkgConfig: "libxml-2.0",
    providers: [.apt(["libxml2-dev"])]),
  "CLibArchive": .systemLibrary(
    name: "CLibArchive", path: "Sources/Libraries/CLibArchive", pkgConfig: "libarchive",
    providers: [.apt(["libarchive-dev"])]),
  "CSimdJSON": .target(
    name: "CSimdJSON", path: "Sources/Libraries/CSimdJSON",
    linkerSettings: [.linkedLibrary("simdjson"), .linkedLibrary("stdc++")]),
  "CSQLiteSettings": .target(
    name: "CSQLiteSettings", path: "Sources/Libraries/CSQLiteSettings",
    linkerSettings: [.linkedLibrary("sqlite3")]),
]

let modules: [Module] = [
  // 1. Vocabulary: values. No input, no output.
  Module(name: "RecipeModel", floor: 1, folder: "Vocabulary"),
  Module(name: "PipelineCore", floor: 2, folder: "Vocabulary", needs: ["RecipeModel"]),

  Module(
    name: "ArchiveRecords", floor: 2, folder: "Vocabulary", needs: ["RecipeModel"],
    isTested: false),

  // 3. Pure rules and structures.
  Module(
    name: "CommunityRules", floor: 3, folder: "Vocabulary", needs: ["RecipeModel", "PipelineCore"]),
  Module(
    name: "Indexes", floor: 3, folder: "Vocabulary",
    needs: ["RecipeModel", "PipelineCore", "CZlib"]),

  // 3-4. Formats: bytes and texts, without a store.
  Module(
    name: "Archives", floor: 4, folder: "Formats",
    needs: ["RecipeModel", "PipelineCore", "RecipeText", "CZlib", "CISAL", "CLibArchive"],
    products: [crypto]),
  Module(name: "Pictures", floor: 3, folder: "Formats", needs: ["CZlib"]),
  Module(
    name: "JSONText", floor: 3, folder: "Formats",
    needs: ["RecipeModel", "PipelineCore", "CSimdJSON"]),
  Module(
    name: "RecipeText", floor: 3, folder: "Formats", needs: ["RecipeModel", "PipelineCore"]),
  Module(
    name: "RecipeCoding", floor: 4, folder: "Formats",
    needs: ["RecipeModel", "PipelineCore", "JSONText"], products: [crypto]),
  Module(
    name: "RecipeFormats", floor: 5, folder: "Formats",
    needs: ["RecipeModel", "PipelineCore", "JSONText", "Pictures", "RecipeText", "CLibXML2"],
    products: [crypto, yams]),
  Module(
    name: "EventLogs", floor: 5, folder: "Formats",
    needs: ["RecipeModel", "PipelineCore", "JSONText"]),
  Module(
    name: "CommunityArchive", floor: 5, folder: "Formats",
    needs: [
      "RecipeModel", "PipelineCore", "ArchiveRecords", "CommunityRules", "JSONText",
      "RecipeCoding", "Archives",
    ]),
  Module(
    name: "BackupRepository", floor: 5, folder: "Formats",
    needs: ["RecipeModel", "PipelineCore", "JSONText", "RecipeCoding", "Archives", "CDeflate"],
    products: [crypto, cryptoExtras]),
  Module(
    name: "RecipeArchives", floor: 6, folder: "Formats",
    needs: [
      "RecipeModel", "PipelineCore", "JSONText", "Archives", "RecipeCoding", "RecipeFormats",
      "CommunityArchive",
    ]),

  // 5. The store: the only owner of SQLite.
  Module(
    name: "Store", floor: 5, folder: "Store",
    needs: [
      "RecipeModel", "PipelineCore", "ArchiveRecords", "JSONText", "RecipeCoding",
      "CSQLiteSettings", "Pictures",
    ], products: [grdb, grdbSQLite]),

  // 6. The one door for changes by people.
  Module(
    name: "Communities", floor: 6, folder: "Communities",
    needs: [
      "RecipeModel", "PipelineCore", "ArchiveRecords", "JSONText", "RecipeCoding",
      "CommunityRules", "Indexes", "Store",
    ], testProducts: [grdb, "Archives", "Backups", "Duplicates", "FullText", "Purging"]),

  // 6. The read sides: what somebody may know, and the numbers.
  Module(
    name: "Statistics", floor: 6, folder: "Store",
    needs: ["RecipeModel", "PipelineCore", "CommunityRules", "Indexes", "Store"],
    testProducts: [grdb]),
  Module(
    name: "Metrics", floor: 6, folder: "Store",
    needs: [
      "RecipeModel", "PipelineCore", "CommunityRules", "Indexes", "JSONText", "RecipeCoding",
      "Store",
    ], testProducts: [grdb]),

  // 7. Stages: each reads and writes the store; none knows another.
  Module(
    name: "Import", floor: 7, folder: "Stages",
    needs: [
      "RecipeModel", "PipelineCore", "CommunityRules", "JSONText", "Archives", "RecipeCoding",
      "RecipeFormats", "RecipeArchives", "Pictures", "Indexes", "Store",
    ], testProducts: [grdb, "Communities", "FullText", "Duplicates", "Lineage", "Tags"]),
  Module(
    name: "Lineage", floor: 7, folder: "Stages",
    needs: ["RecipeModel", "PipelineCore", "Indexes", "Store"], testProducts: [grdb]),
  Module(
    name: "Tags", floor: 7, folder: "Stages", needs: ["RecipeModel", "PipelineCore", "Store"],
    testProducts: [grdb]),
  Module(
    name: "FullText", floor: 7, folder: "Stages",
    needs: ["RecipeModel", "PipelineCore", "JSONText", "RecipeCoding", "Store"],
    testProducts: [grdb]),
  Module(
    name: "Duplicates", floor: 7, folder: "Stages",
    needs: ["RecipeModel", "PipelineCore", "JSONText", "RecipeText", "Indexes", "Store"],
    testProducts: [grdb, "RecipeCoding"]),
  Module(
    name: "Rollups", floor: 7, folder: "Stages",
    needs: [
      "RecipeModel", "PipelineCore", "CommunityRules", "JSONText", "RecipeCoding", "Archives",
      "EventLogs", "Indexes", "Store", "Statistics",
    ], testProducts: [grdb]),
  Module(
    name: "Reports", floor: 7, folder: "Stages",
    needs: [
      "RecipeModel", "PipelineCore", "JSONText", "RecipeCoding", "Indexes", "Statistics", "Store",
    ]),
  Module(
    name: "Exports", floor: 7, folder: "Stages",
    needs: [
      "RecipeModel", "PipelineCore", "JSONText", "Archives", "RecipeFormats", "Store",
      "Communities", "Metrics",
    ], testProducts: ["CommunityRules"]),
  Module(
    name: "Purging", floor: 7, folder: "Stages",
    needs: ["RecipeModel", "PipelineCore", "Store", "Communities"],
    testProducts: [grdb, "RecipeCoding", "Indexes", "Lineage", "FullText", "Rollups"]),
  Module(
    name: "Backups", floor: 7, folder: "Stages",
    needs: [
      "RecipeModel", "PipelineCore", "ArchiveRecords", "Indexes", "Archives", "JSONText",
      "RecipeCoding", "CommunityArchive", "BackupRepository", "Store", "Communities",
    ], testProducts: [grdb]),

  // 3-8. Operations: what runs when, and what is told to whom.
  Module(
    name: "Processes", floor: 3, folder: "Operations", needs: ["PipelineCore"],
    products: [subprocess, system]),
  Module(name: "Schedule", floor: 7, folder: "Operations", needs: ["RecipeModel", "PipelineCore"]),
  Module(
    name: "Pipelines", floor: 8, folder: "Operations",
    needs: [
      "RecipeModel", "PipelineCore", "CommunityRules", "EventLogs", "JSONText", "Schedule",
    ],
    products: [yams]),

  // 9. The tool.
  Module(name: "Console", floor: 3, folder: "Tool", needs: ["RecipeModel", "PipelineCore"]),
  Module(
    name: "Commands", floor: 9, folder: "Tool",
    needs: [
      "RecipeModel", "PipelineCore", "ArchiveRecords", "CommunityRules", "JSONText", "Archives",
      "RecipeText", "RecipeCoding", "RecipeFormats", "RecipeArchives", "CommunityArchive", "Store",
      "Communities", "Indexes", "Metrics", "Statistics", "Import", "Lineage", "Tags", "FullText",
      "Duplicates", "EventLogs",
      "Rollups", "Exports", "Reports", "BackupRepository", "Backups", "Purging", "Pipelines",
      "Schedule", "Processes", "Console",
    ], products: [argumentParser]),
]

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let floors = Dictionary(
  uniqueKeysWithValues: modules.map { ($0.name, $0.floor) } + libraries.keys.map { ($0, 0) })

for module in modules {
  for need in module.needs {
    guard let floor = floors[need] else {
      fatalError("\(module.name) needs \(need), which the map does not list")
    }
    guard floor < module.floor else {
      fatalError("\(module.name) may not import \(need): it is not on a lower floor")
    }
  }
}

let targets: [Target] = modules.map { module in
  .target(
    name: module.name,
    dependencies: module.needs.map { .target(name: $0) } + module.products,
    path: "Sources/\(module.folder)/\(module.name)",
    swiftSettings: strict)
}

let tests: [Target] = modules.filter(\.isTested).map { module in
  .testTarget(
    name: module.name + "Tests",
    dependencies: (module.needs + [module.name, "TestKit"]).map { .target(name: $0) }
      + module.products + module.testProducts,
    path: "Tests/\(module.name)Tests",
    swiftSettings: strict)
}

let package = Package(
  name: "levain",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Without its trait for Foundation, which nothing here needs.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: libraries.keys.sorted().compactMap { libraries[$0] } + targets + [
    .target(
      name: "TestKit", dependencies: ["PipelineCore", "RecipeModel"], path: "Tests/TestKit",
      swiftSettings: strict),
    .executableTarget(
      name: "levain", dependencies: ["Commands"], path: "Sources/Tool/levain",
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["levain", "TestKit"], path: "Tests/EndToEndTests",
      swiftSettings: strict),
  ] + tests
)
