// SPDX-License-Identifier: Apache-2.0
/*
 * The native crypto library on a machine without an operating system: its memory, a fixed number of
 * associations, and the functions that org.sallyport.bare.crypto.LinkedNativeCrypto calls. The two
 * libraries keep their canary where %fs points, see guard.c.
 */
#include <board.h>
#include <crypto.h>

#include "cl.h"

#define ALIGNED __attribute__((aligned(64)))

/* cl.c knows what lies inside. */
struct library;
struct association;

int64_t cl_library_octets(void);
int64_t cl_association_octets(void);
int cl_start(struct library *library, int highest);
void cl_load(struct library *library, struct association *sa, int encryption, int key_octets, int integrity, int integrity_octets,
             int extended, int iv_octets, int icv_octets, const uint8_t *key, const uint8_t *integrity_key);
void cl_unload(struct association *sa);
void cl_encrypt_block(struct library *library, const struct association *sa, uint8_t *slab, int offset);
int cl_seal(struct library *library, uint8_t *slab, const int64_t *handles, const void *packets, int count);
void cl_open(struct library *library, uint8_t *slab, const int64_t *handles, const void *packets, int count, uint8_t *authentic);

/* What libIPSec_MB 1.3 and cl.c need, rounded up; a later version that needs more is refused. */
enum { LIBRARY_OCTETS = 256 * 1024, ASSOCIATION_OCTETS = 1280 };

static ALIGNED uint8_t library_memory[LIBRARY_OCTETS];
static ALIGNED uint8_t association_memory[CL_BARE_ASSOCIATIONS][ASSOCIATION_OCTETS];
static int32_t free_associations[CL_BARE_ASSOCIATIONS];
static int32_t free_count;

static struct library *library(void) {
    return (struct library *)library_memory;
}

static struct association *at(int64_t association) {
    return (struct association *)(uintptr_t)association;
}

int32_t cl_bare_start(int32_t highest) {
    cl_guard_start();
    if (cl_library_octets() > LIBRARY_OCTETS || cl_association_octets() > ASSOCIATION_OCTETS) {
        return CL_NONE;
    }
    free_count = CL_BARE_ASSOCIATIONS;
    for (int32_t i = 0; i < CL_BARE_ASSOCIATIONS; i++) {
        free_associations[i] = CL_BARE_ASSOCIATIONS - 1 - i;
    }
    memset(library_memory, 0, sizeof library_memory);
    return cl_start(library(), highest);
}

int64_t cl_bare_load(int32_t encryption, int32_t key_octets, int32_t integrity, int32_t integrity_octets, int32_t extended,
                     int32_t iv_octets, int32_t icv_octets, const uint8_t *key, const uint8_t *integrity_key) {
    if (free_count == 0) {
        return 0;
    }
    free_count--;
    uint8_t *memory = association_memory[free_associations[free_count]];
    cl_load(library(), (struct association *)memory, encryption, key_octets, integrity, integrity_octets, extended, iv_octets,
            icv_octets, key, integrity_key);
    return (int64_t)(uintptr_t)memory;
}

void cl_bare_unload(int64_t association) {
    size_t from_start = (size_t)((uint8_t *)at(association) - association_memory[0]);
    cl_unload(at(association));
    free_associations[free_count] = (int32_t)(from_start / ASSOCIATION_OCTETS);
    free_count++;
}

int32_t cl_bare_free_associations(void) {
    return free_count;
}

void cl_bare_encrypt_block(int64_t association, uint8_t *slab, int32_t offset) {
    cl_encrypt_block(library(), at(association), slab, offset);
}

int32_t cl_bare_seal(uint8_t *slab, const int64_t *associations, const int32_t *packets, int32_t count) {
    return cl_seal(library(), slab, associations, packets, count);
}

void cl_bare_open(uint8_t *slab, const int64_t *associations, const int32_t *packets, int32_t count, uint8_t *authentic) {
    cl_open(library(), slab, associations, packets, count, authentic);
}
