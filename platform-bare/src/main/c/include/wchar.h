// SPDX-License-Identifier: Apache-2.0
/* Wide characters: the types that the generated C names, and what its log needs. */
#ifndef SALLYPORT_WCHAR_H
#define SALLYPORT_WCHAR_H

#include <stddef.h>

typedef struct {
    unsigned int unused;
} mbstate_t;

size_t wcslen(const wchar_t *text);
size_t wcsrtombs(char *to, const wchar_t **from, size_t length, mbstate_t *state);

#endif
