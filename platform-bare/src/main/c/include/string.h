// SPDX-License-Identifier: Apache-2.0
/* The memory functions, in runtime/memory.S and runtime/string.c. */
#ifndef SALLYPORT_STRING_H
#define SALLYPORT_STRING_H

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int octet, size_t length);
int memcmp(const void *left, const void *right, size_t length);
size_t strlen(const char *text);
int strcmp(const char *left, const char *right);

#endif
