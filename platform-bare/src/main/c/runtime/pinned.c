// SPDX-License-Identifier: Apache-2.0
/*
 * Java arrays outside the collected heap, for devices: they stay where they are, and their physical
 * address is their address. An array begins with a header as the compiler lays it out (its own
 * TeaVM_Array): a class reference, an identity hash, a length; octets follow at once. The reference
 * carries both marks of the collector, "marked" and "old", so that it never looks inside, and
 * relocation passes by what lies outside the heap. SelfTest checks all of this at every start.
 */
#include <pinned.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime.h"

#define MARKED_AND_OLD 0xC0000000u
#define PAGE 4096

struct array_header {
    uint32_t class_reference;
    int32_t identity_hash;
    int32_t length;
};

static char area[SALLYPORT_PINNED_BYTES] __attribute__((aligned(PAGE)));
static size_t used;

/*
 * An array of this length whose first octet lies on a multiple of the alignment (a power of two);
 * example is the first octet of any ordinary byte[], from which the class is taken. NULL when there
 * is no room.
 */
void *pinned_allocate(const int8_t *example, int32_t length, int32_t alignment) {
    size_t align = (size_t)alignment;
    size_t first = (used + sizeof(struct array_header) + align - 1) & ~(align - 1);
    if (length < 0 || first > sizeof area || (size_t)length > sizeof area - first) {
        return NULL;
    }
    used = first + (size_t)length;
    const struct array_header *model = (const struct array_header *)(example - sizeof(struct array_header));
    struct array_header *header = (struct array_header *)(area + first - sizeof(struct array_header));
    header->class_reference = model->class_reference | MARKED_AND_OLD;
    header->identity_hash = 0;
    header->length = length;
    return header;
}

/* The address of an array's first octet; of use only for arrays from pinned_allocate. */
int64_t pinned_address(const int8_t *octets) {
    return (int64_t)(uintptr_t)octets;
}

/* Whether these octets lie in the area. */
int32_t pinned_contains(const int8_t *octets) {
    return (const char *)octets >= area && (const char *)octets < area + sizeof area;
}
