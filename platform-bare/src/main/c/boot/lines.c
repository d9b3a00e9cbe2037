// SPDX-License-Identifier: Apache-2.0
/*
 * Legacy interrupt lines through the two 8259s. Firmware routes PCI interrupts to them and writes the line's number
 * into each device; the newer controllers' routing is in ACPI bytecode, which nothing here runs.
 */
#include "local.h"

enum { FIRST = 0x20, SECOND = 0xA0, COMMAND = 0, DATA = 1, CASCADE = 2, END = 0x20, READ_IN_SERVICE = 0x0B };

static unsigned int enabled;
static unsigned long interrupts;

static void mask(unsigned int closed) {
    board_out8(FIRST + DATA, (unsigned char)closed);
    board_out8(SECOND + DATA, (unsigned char)(closed >> 8));
}

void lines_start(void) {
    board_out8(FIRST + COMMAND, 0x11);
    board_out8(SECOND + COMMAND, 0x11);
    board_out8(FIRST + DATA, VECTOR_LINES);
    board_out8(SECOND + DATA, VECTOR_LINES + 8);
    board_out8(FIRST + DATA, 1 << CASCADE);
    board_out8(SECOND + DATA, CASCADE);
    board_out8(FIRST + DATA, 1);
    board_out8(SECOND + DATA, 1);
    mask(0xFFFF);
}

int board_interrupt_enable(int line) {
    if (line < 0 || line > 15 || line == CASCADE) {
        return 0;
    }
    enabled |= 1U << line;
    return 1;
}

unsigned long board_interrupts(void) {
    return interrupts;
}

/* Every enabled line, and the cascade for those of the second controller. */
void lines_open(void) {
    unsigned int open = enabled | (enabled >> 8 ? 1U << CASCADE : 0);
    mask(~open);
}

static int really(int line) {
    unsigned short port = line < 8 ? FIRST : SECOND;
    board_out8(port + COMMAND, READ_IN_SERVICE);
    return board_in8(port + COMMAND) >> (line & 7) & 1;
}

void line_interrupted(int line) {
    /* Lines 7 and 15 also stand for a request that went away again; that one must not be acknowledged where it came. */
    int real = (line & 7) != 7 || really(line);
    if (real) {
        interrupts++;
        idle_wake();
        mask(0xFFFF);
    }
    if (line >= 8) {
        if (real) {
            board_out8(SECOND + COMMAND, END);
        }
        board_out8(FIRST + COMMAND, END);
    } else if (real) {
        board_out8(FIRST + COMMAND, END);
    }
}
