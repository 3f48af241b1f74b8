#ifndef LEVAIN_CISAL_SHIM_H
#define LEVAIN_CISAL_SHIM_H
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <string.h>
// ISA-L's state holds buffers that are too large for Swift to see its other fields; it goes on
// behind a pointer.
typedef struct levain_gunzip levain_gunzip;

// What stands behind it. A member's header is read by itself: isal_inflate of version 2.30 forgets
// its flags where the input ends inside it.
struct levain_gunzip_parts {
  struct inflate_state state;
  struct isal_gzip_header header;
  int reads_header;
};
static inline struct levain_gunzip_parts *levain_gunzip_parts(levain_gunzip *gunzip) {
  return (struct levain_gunzip_parts *)gunzip;
}
static inline struct inflate_state *levain_gunzip_state(levain_gunzip *gunzip) {
  return &levain_gunzip_parts(gunzip)->state;
}
/// Null where there is no memory.
static inline levain_gunzip *levain_gunzip_new(void) {
  return (levain_gunzip *)calloc(1, sizeof(struct levain_gunzip_parts));
}
static inline void levain_gunzip_free(levain_gunzip *gunzip) { free(gunzip); }
/// Makes it ready for the next member, which begins where the input stands.
static inline void levain_gunzip_begin(levain_gunzip *gunzip) {
  struct inflate_state *state = levain_gunzip_state(gunzip);
  unsigned char *input = state->next_in;
  unsigned int available = state->avail_in;
  isal_inflate_init(state);
  state->crc_flag = ISAL_GZIP;
  state->next_in = input;
  state->avail_in = available;
  // Names and comments have no room there: they are passed over.
  memset(&levain_gunzip_parts(gunzip)->header, 0, sizeof(struct isal_gzip_header));
  levain_gunzip_parts(gunzip)->reads_header = 1;
}
static inline void levain_gunzip_feed(
    levain_gunzip *gunzip, const unsigned char *input, unsigned int count) {
  levain_gunzip_state(gunzip)->next_in = (unsigned char *)input;
  levain_gunzip_state(gunzip)->avail_in = count;
}
/// The input that was not used up.
static inline const unsigned char *levain_gunzip_input(levain_gunzip *gunzip) {
  return levain_gunzip_state(gunzip)->next_in;
}
static inline unsigned int levain_gunzip_available(levain_gunzip *gunzip) {
  return levain_gunzip_state(gunzip)->avail_in;
}
/// Inflates until the input is used up, the output is full or the member has ended; gives ISA-L's
/// status, and how many bytes it wrote.
static inline int levain_gunzip_run(
    levain_gunzip *gunzip, unsigned char *output, unsigned int room, unsigned int *count) {
  struct levain_gunzip_parts *parts = levain_gunzip_parts(gunzip);
  struct inflate_state *state = &parts->state;
  *count = 0;
  if (parts->reads_header) {
    int status = isal_read_gzip_header(state, &parts->header);
    if (status == ISAL_END_INPUT) return ISAL_DECOMP_OK;
    if (status != ISAL_DECOMP_OK) return status < 0 ? status : ISAL_INVALID_WRAPPER;
    parts->reads_header = 0;
  }
  state->next_out = output;
  state->avail_out = room;
  int status = isal_inflate(state);
  *count = room - state->avail_out;
  return status;
}
static inline int levain_gunzip_has_ended(levain_gunzip *gunzip) {
  return levain_gunzip_state(gunzip)->block_state == ISAL_BLOCK_FINISH;
}
/// Takes what was inflated before some damage and did not fit in the output then.
static inline unsigned int levain_gunzip_rest(
    levain_gunzip *gunzip, unsigned char *output, unsigned int room) {
  struct inflate_state *state = levain_gunzip_state(gunzip);
  int left = state->tmp_out_valid - state->tmp_out_processed;
  unsigned int count = left < 0 ? 0 : (unsigned int)left < room ? (unsigned int)left : room;
  memcpy(output, state->tmp_out_buffer + state->tmp_out_processed, count);
  state->tmp_out_processed += (int)count;
  return count;
}
#endif
