// SPDX-License-Identifier: Apache-2.0
/*
 * The floor under the compiler's runtime: clock, log, waiting. The runtime that comes with the
 * generated C has a variant for machines without POSIX, chosen by __PSP__, which asks for memory by
 * malloc alone; its clock, log and fiber files are left out of the link and replaced by this file.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#include <board.h>

#include "runtime.h"

/* Named by the generated C, which has no header of ours for them. */
typedef __CHAR16_TYPE__ utf16;
void teavm_initFiber(void);
void teavm_waitFor(int64_t milliseconds);
void teavm_interrupt(void);
void teavm_initTime(void);
int64_t teavm_currentTimeMillis(void);
int64_t teavm_currentTimeNano(void);
int32_t teavm_timeZoneOffset(void);
void teavm_printString(utf16 *text);
void teavm_printWString(wchar_t *text);
void teavm_printInt(int32_t value);
void teavm_logchar(int32_t octet);

_Noreturn void runtime_fail(const char *why) {
    static const char opening[] = "\nruntime: ";
    console_write(opening, sizeof opening - 1);
    console_write(why, strlen(why));
    console_write("\n", 1);
    board_halt(RUNTIME_STATUS_BROKEN);
}

_Noreturn void abort(void) {
    runtime_fail("abort: the generated code gave up");
}

/* Java's only thread is the poll loop: there is nothing to switch to. */
void teavm_initFiber(void) {
}

void teavm_waitFor(int64_t milliseconds) {
    board_idle(board_time_ns() + (unsigned long)milliseconds * 1000000);
}

void teavm_interrupt(void) {
}

void teavm_initTime(void) {
}

int64_t teavm_currentTimeNano(void) {
    return (int64_t)board_time_ns();
}

int64_t teavm_currentTimeMillis(void) {
    return teavm_currentTimeNano() / 1000000;
}

int32_t teavm_timeZoneOffset(void) {
    return 0;
}

time_t time(time_t *result) {
    time_t seconds = (time_t)(board_time_ns() / 1000000000);
    if (result != NULL) {
        *result = seconds;
    }
    return seconds;
}

/* Messages of the runtime itself are ASCII; what is not becomes a question mark. */
static void write_character(unsigned int character) {
    char octet = character < 0x80 ? (char)character : '?';
    console_write(&octet, 1);
}

void teavm_printString(utf16 *text) {
    while (*text != 0) {
        write_character(*text++);
    }
}

void teavm_printWString(wchar_t *text) {
    while (*text != 0) {
        write_character((unsigned int)*text++);
    }
}

void teavm_printInt(int32_t value) {
    char digits[11];
    int at = sizeof digits;
    uint32_t rest = value < 0 ? -(uint32_t)value : (uint32_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    console_write(digits + at, sizeof digits - (unsigned long)at);
}

/* System.out and System.err, octet by octet; the console takes UTF-8 as it is. */
void teavm_logchar(int32_t octet) {
    char one = (char)octet;
    console_write(&one, 1);
}

/* core.c seeds the generator behind Math.random, which nothing of the kernel may call. */
void srand(unsigned int seed) {
    (void)seed;
}

/* Asked for when Java's heap is used up, just before abort(); there is nowhere to write a dump to. */
void teavm_gc_writeHeapDump(void);
void teavm_gc_writeHeapDump(void) {
}
