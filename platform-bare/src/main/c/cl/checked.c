// SPDX-License-Identifier: Apache-2.0
/*
 * The checked forms of the memory functions that the two libraries were compiled to call: as the
 * plain ones, with the size of the target where the compiler knew it.
 */
#include "cl.h"

_Noreturn void __stack_chk_fail(void);
void *__memcpy_chk(void *to, const void *from, size_t length, size_t room);
void *__memmove_chk(void *to, const void *from, size_t length, size_t room);
void *__memset_chk(void *to, int octet, size_t length, size_t room);

static void check(size_t length, size_t room) {
    if (length > room) {
        __stack_chk_fail();
    }
}

void *__memcpy_chk(void *to, const void *from, size_t length, size_t room) {
    check(length, room);
    return memcpy(to, from, length);
}

void *__memmove_chk(void *to, const void *from, size_t length, size_t room) {
    check(length, room);
    return memmove(to, from, length);
}

void *__memset_chk(void *to, int octet, size_t length, size_t room) {
    check(length, room);
    return memset(to, octet, length);
}
