#ifndef LEVAIN_CSQLITESETTINGS_H
#define LEVAIN_CSQLITESETTINGS_H

/// Lets SQLite allocate memory without counting it under a lock.
///
/// It is a setting of the whole process that SQLite takes only before its first use; later calls
/// change nothing. Swift cannot make the call itself: `sqlite3_config` is variadic.
void levain_sqlite_stop_counting_memory(void);

#endif
