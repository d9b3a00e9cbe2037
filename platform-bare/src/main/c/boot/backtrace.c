// SPDX-License-Identifier: Apache-2.0
/*
 * Who called whom: along the chain of frame pointers, and where code without frame pointers (assembly in libraries)
 * breaks the chain, by return addresses found on the stack. Every read is checked against the stacks' bounds first.
 */
#include "local.h"

enum { INNERMOST = 24, OUTERMOST = 6, FRAMES_MAX = 1000000, SCAN_LINES = 32 };

struct stack {
    unsigned long bottom, top;
};

static struct stack stack_holding(unsigned long address) {
    const struct stack stacks[] = {
        {(unsigned long)board_main_stack_guard, (unsigned long)board_main_stack_top},
        {(unsigned long)board_exception_stack_guard, (unsigned long)board_exception_stack_top},
        {(unsigned long)board_processor_stack_guard, (unsigned long)board_processor_stack_top},
    };
    for (unsigned long i = 0; i < sizeof stacks / sizeof *stacks; i++) {
        unsigned long bottom = stacks[i].bottom + PAGE_SIZE;
        if (address >= bottom && address < stacks[i].top) {
            return (struct stack){bottom, stacks[i].top};
        }
    }
    return (struct stack){0, 0};
}

static int in_code(unsigned long address) {
    return address > (unsigned long)board_image_start && address < (unsigned long)board_text_end;
}

/* Is the instruction before a call? E8 with a distance, or FF /2 in one of its lengths. */
static int after_call(unsigned long address) {
    if (!in_code(address) || !in_code(address - 7)) {
        return 0;
    }
    const unsigned char *next = (const unsigned char *)address;
    if (next[-5] == 0xE8) {
        return 1;
    }
    for (int length = 2; length <= 7; length++) {
        if (next[-length] == 0xFF && (next[-length + 1] >> 3 & 7) == 2) {
            return 1;
        }
    }
    return 0;
}

static void print_frame(unsigned long address, const char *mark) {
    unsigned long offset;
    /* A return address may lie past the end of a function that never returns. */
    const char *name = symbol_name(address - (*mark != 0), &offset);
    console_text("  0x");
    console_hexadecimal(address, 16);
    console_text("  ");
    if (name != 0) {
        console_text(name);
        console_text("+0x");
        console_hexadecimal(offset + (*mark != 0), 1);
    } else {
        console_text("?");
    }
    console_text(*mark == '?' ? "  (found on the stack)\n" : "\n");
}

/* One step outwards; 0 when the chain ends or leaves the stack. */
static int caller(const struct stack *stack, unsigned long *rbp, unsigned long *address) {
    unsigned long frame = *rbp;
    if (frame % 8 != 0 || frame < stack->bottom || frame + 16 > stack->top) {
        return 0;
    }
    *address = ((const unsigned long *)frame)[1];
    *rbp = ((const unsigned long *)frame)[0];
    return after_call(*address) && (*rbp == 0 || *rbp > frame);
}

static void scan(const struct stack *stack, unsigned long from) {
    int lines = 0;
    for (unsigned long at = (from + 7) & ~7UL; at < stack->top && lines < SCAN_LINES; at += 8) {
        unsigned long word = *(const unsigned long *)at;
        if (after_call(word)) {
            print_frame(word, "?");
            lines++;
        }
    }
}

void backtrace(unsigned long rip, unsigned long rsp, unsigned long rbp) {
    struct stack stack = stack_holding(rbp);
    unsigned long frame = rbp, address = 0, last = rsp;
    int frames = 0;
    console_text("Back trace:\n");
    print_frame(rip, "");
    /* A function that calls nothing makes no frame, nor does a jump to nowhere: the return address is still on top. */
    if (rsp % 8 == 0 && stack_holding(rsp).top != 0 && after_call(*(const unsigned long *)rsp)) {
        print_frame(*(const unsigned long *)rsp, "?");
    }
    while (frames < FRAMES_MAX && caller(&stack, &frame, &address)) {
        frames++;
    }
    int complete = frame == 0 && frames > 0;
    frame = rbp;
    for (int i = 0; i < frames; i++) {
        last = frame + 16;
        caller(&stack, &frame, &address);
        if (i < INNERMOST || i >= frames - OUTERMOST) {
            print_frame(address, "!");
        } else if (i == INNERMOST) {
            console_text("  ... ");
            console_decimal((unsigned long)(frames - INNERMOST - OUTERMOST));
            console_text(" more ...\n");
        }
    }
    if (!complete) {
        stack = stack_holding(last);
        scan(&stack, last);
    }
}
