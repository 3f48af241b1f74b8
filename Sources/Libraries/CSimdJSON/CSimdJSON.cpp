#include "CSimdJSON.h"

#include <new>
#include <simdjson.h>

struct levain_json_parser {
  simdjson::dom::parser parser;
};

levain_json_parser *levain_json_parser_make(void) {
  return new (std::nothrow) levain_json_parser();
}

void levain_json_parser_free(levain_json_parser *parser) { delete parser; }

int levain_json_parse(levain_json_parser *parser, const uint8_t *bytes, size_t length) {
  return static_cast<int>(parser->parser.parse(bytes, length, false).error());
}

size_t levain_json_padding(void) { return simdjson::SIMDJSON_PADDING; }

const uint64_t *levain_json_tape(const levain_json_parser *parser) {
  return parser->parser.doc.tape.get();
}

const uint8_t *levain_json_strings(const levain_json_parser *parser) {
  return parser->parser.doc.string_buf.get();
}

const char *levain_json_message(int code) {
  return simdjson::error_message(static_cast<simdjson::error_code>(code));
}
