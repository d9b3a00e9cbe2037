// SPDX-License-Identifier: Apache-2.0
/* What the parts of the native crypto library share. */
#ifndef SALLYPORT_CL_H
#define SALLYPORT_CL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

/* org.sallyport.engine.crypto.nativeapi.NativeCrypto.Level, by ordinal. */
enum { CL_NONE, CL_SSE, CL_AVX2, CL_AVX512 };

/* The best level that the processor has and whose registers the system saves. */
int cl_processor_level(void);

/* Zeroes memory in a way the compiler cannot leave out. */
static inline void cl_wipe(void *memory, size_t octets) {
    memset(memory, 0, octets);
    __asm__ volatile("" : : "r"(memory) : "memory");
}

#endif
