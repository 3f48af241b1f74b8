#ifndef LEVAIN_CLIBARCHIVE_SHIM_H
#define LEVAIN_CLIBARCHIVE_SHIM_H
#include <archive.h>
#include <archive_entry.h>
#endif
