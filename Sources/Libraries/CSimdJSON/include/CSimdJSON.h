#ifndef LEVAIN_CSIMDJSON_H
#define LEVAIN_CSIMDJSON_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reusable parser: it owns the buffers of the last document it parsed.
typedef struct levain_json_parser levain_json_parser;

/// Makes a parser, or NULL when memory is short.
levain_json_parser *levain_json_parser_make(void);

void levain_json_parser_free(levain_json_parser *parser);

/// Parses one JSON document; 0, or simdjson's error code.
///
/// `bytes` must be readable for `length + levain_json_padding()` bytes.
int levain_json_parse(levain_json_parser *parser, const uint8_t *bytes, size_t length);

/// How many readable bytes must follow a document.
size_t levain_json_padding(void);

/// The tape of the last document that parsed (simdjson's doc/tape.md); valid until the next parse.
const uint64_t *levain_json_tape(const levain_json_parser *parser);

/// The string buffer that the tape points into: 4 bytes of length, the bytes, one NUL.
const uint8_t *levain_json_strings(const levain_json_parser *parser);

/// What an error code means, in simdjson's words.
const char *levain_json_message(int code);

#ifdef __cplusplus
}
#endif
#endif
