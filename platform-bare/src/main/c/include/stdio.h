// SPDX-License-Identifier: Apache-2.0
/* There are no files. The generated C names these types and functions in code that is never linked. */
#ifndef SALLYPORT_STDIO_H
#define SALLYPORT_STDIO_H

#include <stddef.h>

typedef struct sallyport_no_file FILE;

FILE *fopen(const char *name, const char *mode);
int fclose(FILE *file);
int fprintf(FILE *file, const char *format, ...);

#endif
