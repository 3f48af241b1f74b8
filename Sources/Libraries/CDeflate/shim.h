#ifndef LEVAIN_CDEFLATE_SHIM_H
#define LEVAIN_CDEFLATE_SHIM_H
#include <libdeflate.h>
#endif
