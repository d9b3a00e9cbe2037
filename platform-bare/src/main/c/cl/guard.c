// SPDX-License-Identifier: Apache-2.0
/*
 * The stack protector of code that was compiled for Linux: libIPSec_MB and BearSSL read a canary at
 * %fs:0x28 at the start of a function and compare it at the end (System V ABI, x86-64 supplement,
 * TLS control block). Here %fs points to a block that has nothing else in it.
 */
#include <board.h>
#include <crypto.h>

#include "cl.h"

enum { FS_BASE = 0xc0000100, CANARY = 5 };

static uint64_t control_block[8];

void cl_guard_start(void) {
    uint64_t address = (uint64_t)(uintptr_t)control_block;
    unsigned long canary = 0x5a11900d0dd5a1e5;
    if (!board_random(&canary)) {
        canary ^= board_time_ns() << 8;
    }
    control_block[CANARY] = canary & ~0xffull; /* a zero octet first stops a string's overflow */
    __asm__ volatile("wrmsr" : : "c"(FS_BASE), "a"((uint32_t)address), "d"((uint32_t)(address >> 32)) : "memory");
}

static _Noreturn void fail(const char *why) {
    console_text("crypto library: ");
    console_text(why);
    console_text("\n");
    board_fail(BOARD_STATUS_FAULT);
}

_Noreturn void __stack_chk_fail(void);
_Noreturn void __stack_chk_fail(void) {
    fail("a stack frame was overwritten");
}

/* For what was left out of libIPSec_MB because nothing of ours asks for it. */
_Noreturn void cl_absent(void);
_Noreturn void cl_absent(void) {
    fail("an algorithm was asked for that is not in the kernel");
}

/* libIPSec_MB calls it once it is started; our own known answers are asked for afterwards. */
int self_test(void);
int self_test(void) {
    return 1;
}

/* Named by functions of libIPSec_MB that allocate and that print errors, which are never called. */
int posix_memalign(void);
int posix_memalign(void) {
    cl_absent();
}

char *strerror(int number);
char *strerror(int number) {
    (void)number;
    cl_absent();
}
