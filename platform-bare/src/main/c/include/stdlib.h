// SPDX-License-Identifier: Apache-2.0
/* Memory from the kernel's one fixed arena (runtime/arena.c); the end of the run is the board's. */
#ifndef SALLYPORT_STDLIB_H
#define SALLYPORT_STDLIB_H

#include <stddef.h>

void *malloc(size_t length);
void *calloc(size_t count, size_t length);
void *realloc(void *block, size_t length);
void free(void *block);
_Noreturn void abort(void);

/* The generated C seeds a generator at its start; nothing that matters may ask it (runtime/absent.c). */
#define RAND_MAX 0x7FFFFFFF
int rand(void);
void srand(unsigned int seed);

#endif
