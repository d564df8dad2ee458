#pragma once

// sqlite3_config takes variadic arguments, which Swift cannot call.

// Leaves out SQLite's figures about its own memory: for them every allocation of every connection takes one lock, for which
// the writer and all readers wait. Works only before the first database is opened; later it changes nothing.
int sqlite_without_memory_figures(void);
