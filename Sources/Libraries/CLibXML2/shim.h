#ifndef LEVAIN_CLIBXML2_SHIM_H
#define LEVAIN_CLIBXML2_SHIM_H
// Debian's libxml2 shows ICU's types in its headers, and Foundation brings an ICU of its own: a module
// that sees both does not compile. Nothing that is used here has ICU in it, so its part is left out.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
#endif
