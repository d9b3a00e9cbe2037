// SPDX-License-Identifier: Apache-2.0
/* Does the image, with all its zeroed memory, fit the machine's RAM? Only then is that memory zeroed. */
#include "local.h"

unsigned long board_memory_end(void) {
    unsigned long end = 0;
    for (int i = 0; i < board_handover_state.range_count; i++) {
        if (board_handover_state.ranges[i].end > end) {
            end = board_handover_state.ranges[i].end;
        }
    }
    return end;
}

static void refuse_memory(void) {
    console_text("Sallyport needs ");
    console_decimal(((unsigned long)board_image_end + 0xFFFFF) >> 20);
    console_text(" MiB of RAM in one piece; this machine offers ");
    console_decimal(board_memory_end() >> 20);
    console_text(" MiB:\n");
    for (int i = 0; i < board_handover_state.range_count; i++) {
        console_text("  0x");
        console_hexadecimal(board_handover_state.ranges[i].start, 0);
        console_text(" to 0x");
        console_hexadecimal(board_handover_state.ranges[i].end, 0);
        console_text("\n");
    }
    board_refuse("not enough memory.");
}

void memory_check(void) {
    unsigned long start = (unsigned long)board_image_start, end = (unsigned long)board_image_end;
    int fits = 0;
    for (int i = 0; i < board_handover_state.range_count; i++) {
        const struct memory_range *range = &board_handover_state.ranges[i];
        fits |= range->start <= start && range->end >= end;
    }
    if (!fits) {
        refuse_memory();
    }
    for (int i = 0; i < board_handover_state.module_count; i++) {
        unsigned long first = (unsigned long)board_handover_state.modules[i].address;
        if (first < end && first + board_handover_state.modules[i].length > start) {
            board_refuse("the loader put a module into memory that the image needs.");
        }
    }
    zero_octets(board_zero_end, (unsigned long)(board_image_end - board_zero_end));
}

/*
 * The compiler may call these for structure copies. Weak, so that the runtime's own (faster) ones are taken when it is
 * linked in.
 */
__attribute__((weak)) void *memcpy(void *restrict to, const void *restrict from, unsigned long length) {
    copy_octets(to, from, length);
    return to;
}

__attribute__((weak)) void *memset(void *to, int value, unsigned long length) {
    void *at = to;
    __asm__ volatile("rep stosb" : "+D"(at), "+c"(length) : "a"(value) : "memory");
    return to;
}
