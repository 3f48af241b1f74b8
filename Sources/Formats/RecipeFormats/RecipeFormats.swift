// Recipe formats: what each one looks like, and how its records are read.
//
// In: the decoded content of one file or archive member, as a byte source, and where it comes
// from. Out: `RecipeRecord`s and `Rejection`s in the order of the source, one at a time, with
// memory that does not grow with the input.
// Never here: containers and compression (Archives), communities, the store, the network.
//
// A format is one folder with one reader type; `RecipeReaders` is the one list of them. A
// reader is chosen by content, never by a name. What it cannot map it keeps in `extras`.
