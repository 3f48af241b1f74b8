#ifndef LEVAIN_CZLIB_SHIM_H
#define LEVAIN_CZLIB_SHIM_H
#include <zlib.h>
// zlib's own init calls are macros, which Swift does not see.
static inline int levain_inflate_init(z_streamp stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
static inline int levain_deflate_init(z_streamp stream, int level, int windowBits) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
}
#endif
