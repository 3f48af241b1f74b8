// Indexes: structures that are derived from base rows and can be built again at any time.
//
// In: integer keys of the store, parent edges, view events. Out: flat numbers that the store can
// keep and range over: root, depth, pre and post of a lineage; packed days of events, and of what
// was counted of them.
//
// Never here: files, SQL, clocks, text ids, permissions. Everything is a value; the same input
// gives the same output in whatever order it comes.
//
// Similarity/ `MinHash` signs sets, `BandIndex` finds the signatures that may belong together;
//           `DishFeatures`, `DishSigner` and `DishSimilarity` are what recipes are compared by.
// Lineage/  `Forest`: all trees of a lineage, numbered.
// Views/    `ViewSegment` packs a day of `ViewEvent`s, `ViewRules` judges them (R24), `CountedDay` packs
//           what was counted of a day; `ViewTally` and its kin merge such days, viewers as unions.
// Trends/   `TrendWeights` says what a view weighs by its day, `TrendScores` sums that, exactly.
