// SPDX-License-Identifier: Apache-2.0
/*
 * The processor's local interrupt controller: its timer ends board_idle(), and it lets the old 8259s through.
 * Firmware may have left it in x2APIC mode, where registers are model-specific registers.
 */
#include "local.h"

enum {
    MODEL_APIC_BASE = 0x1B,
    MODEL_X2APIC = 0x800,
    TASK_PRIORITY = 0x80,
    END_OF_INTERRUPT = 0xB0,
    SPURIOUS = 0xF0,
    TIMER = 0x320,
    LINE0 = 0x350,
    LINE1 = 0x360,
    INITIAL_COUNT = 0x380,
    CURRENT_COUNT = 0x390,
    DIVIDER = 0x3E0,
};
enum { ENABLED = 0x100, MASKED = 0x10000, DELIVER_EXTERNAL = 0x700, DELIVER_NMI = 0x400, DIVIDE_BY_16 = 3 };

static int registers_are_model_specific;
static unsigned long base;
/* Counts per second, after division. */
static unsigned long counts_per_second;

static unsigned int read(unsigned int number) {
    return registers_are_model_specific ? (unsigned int)read_model_register(MODEL_X2APIC + (number >> 4))
                                        : board_read32((void *)(base + number));
}

static void write(unsigned int number, unsigned int value) {
    if (registers_are_model_specific) {
        write_model_register(MODEL_X2APIC + (number >> 4), value);
    } else {
        board_write32((void *)(base + number), value);
    }
}

void apic_start(void) {
    unsigned long model = read_model_register(MODEL_APIC_BASE);
    registers_are_model_specific = model >> 10 & 1;
    base = model & 0x000FFFFFFFFFF000UL;
    if (!registers_are_model_specific) {
        write_model_register(MODEL_APIC_BASE, model | 1UL << 11);
        if (board_map(base, PAGE_SIZE) == 0) {
            board_refuse("the local interrupt controller cannot be reached.");
        }
    }
    write(TASK_PRIORITY, 0);
    write(TIMER, MASKED);
    write(LINE0, DELIVER_EXTERNAL);
    write(LINE1, DELIVER_NMI);
    write(SPURIOUS, ENABLED | VECTOR_SPURIOUS);
    write(DIVIDER, DIVIDE_BY_16);
}

/* Against the time-stamp counter, which must be measured by then. Coarse is enough: idling looks at the clock again. */
void apic_calibrate(void) {
    unsigned long start = board_time_ns();
    write(INITIAL_COUNT, 0xFFFFFFFF);
    unsigned long elapsed;
    do {
        elapsed = board_time_ns() - start;
    } while (elapsed < 2000000);
    unsigned long counts = 0xFFFFFFFF - read(CURRENT_COUNT);
    write(INITIAL_COUNT, 0);
    counts_per_second = counts * 1000000000 / elapsed;
    if (counts_per_second == 0) {
        board_refuse("the local interrupt controller's timer does not run.");
    }
}

/* One interrupt, after so long; at most a second. */
void apic_arm(unsigned long nanoseconds) {
    unsigned long bounded = nanoseconds < 1000000000 ? nanoseconds : 1000000000;
    unsigned long counts = bounded * counts_per_second / 1000000000;
    write(TIMER, VECTOR_TIMER);
    write(INITIAL_COUNT, counts == 0 ? 1 : counts > 0xFFFFFFFF ? 0xFFFFFFFF : (unsigned int)counts);
}

void apic_end_of_interrupt(void) {
    write(END_OF_INTERRUPT, 0);
}
