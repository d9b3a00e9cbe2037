// SPDX-License-Identifier: Apache-2.0
/*
 * Memory for C: one arena whose size the build compiles in. The collected heap of Java and the
 * collector's own tables are cut from it once, at start; after that nothing allocates here but rare
 * text conversions. Blocks are handed out upwards. A block that is freed while it is the last one is
 * taken back, so that such conversions cost nothing; any other freed block is lost.
 */
#include <stdlib.h>

#include <board.h>
#include <string.h>

#include "runtime.h"

#define ALIGNMENT 64

struct block {
    size_t length;
    char octets[] __attribute__((aligned(ALIGNMENT)));
};

static char arena[SALLYPORT_ARENA_BYTES] __attribute__((aligned(4096)));
static size_t used;

static size_t aligned(size_t length) {
    return (length + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static struct block *block_of(void *octets) {
    return (struct block *)((char *)octets - offsetof(struct block, octets));
}

static int is_last(const struct block *block) {
    return block->octets + aligned(block->length) == arena + used;
}

void *malloc(size_t length) {
    size_t room = sizeof arena - used;
    if (length > room || aligned(length) + offsetof(struct block, octets) > room) {
        runtime_fail("the arena for C is used up");
    }
    struct block *block = (struct block *)(arena + used);
    block->length = length;
    used += offsetof(struct block, octets) + aligned(length);
    return block->octets;
}

void *calloc(size_t count, size_t length) {
    size_t total;
    if (__builtin_mul_overflow(count, length, &total)) {
        runtime_fail("calloc of more than there is");
    }
    return memset(malloc(total), 0, total);
}

void free(void *octets) {
    if (octets != NULL) {
        struct block *block = block_of(octets);
        if (is_last(block)) {
            used = (size_t)((char *)block - arena);
        }
    }
}

void *realloc(void *octets, size_t length) {
    if (octets == NULL) {
        return malloc(length);
    }
    size_t before = block_of(octets)->length;
    if (length <= before) {
        return octets;
    }
    void *moved = malloc(length);
    memcpy(moved, octets, before);
    free(octets);
    return moved;
}
