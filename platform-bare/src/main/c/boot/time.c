// SPDX-License-Identifier: Apache-2.0
/* Time: the time-stamp counter, measured against the interval timer; and waiting without burning. */
#include "local.h"

enum {
    TIMER_HERTZ = 1193182,
    TIMER_CHANNEL2 = 0x42,
    TIMER_MODE = 0x43,
    SPEAKER_PORT = 0x61,   /* bit 0 opens channel 2's gate, bit 5 is its output */
    SAMPLE_COUNTS = 11932, /* 10 ms */
    SAMPLES_MAX = 25,
};
static const unsigned long NANOSECONDS = 1000000000;

static unsigned long ticks_per_second, first_tick, scale, last_ns;
static volatile int woken;

/* Ticks during one sample, or 0 when the interval timer stands still. Anything that delays us makes it more, never less. */
static unsigned long sample(void) {
    board_out8(SPEAKER_PORT, (unsigned char)((board_in8(SPEAKER_PORT) & ~2) | 1));
    board_out8(TIMER_MODE, 0xB0); /* channel 2, both octets, output rises at the end */
    board_out8(TIMER_CHANNEL2, (unsigned char)SAMPLE_COUNTS);
    unsigned long start = read_ticks();
    board_out8(TIMER_CHANNEL2, (unsigned char)(SAMPLE_COUNTS >> 8));
    unsigned long ticks;
    do {
        ticks = read_ticks() - start;
        if (board_in8(SPEAKER_PORT) & 0x20) {
            return read_ticks() - start;
        }
    } while (ticks < 2000000000); /* a fifth of a second and more on any processor */
    return 0;
}

/* The shortest sample is the truest; it counts once another agrees with it to one part in 2,000. */
static unsigned long measure(void) {
    unsigned long shortest = 0;
    for (int i = 0; i < SAMPLES_MAX; i++) {
        unsigned long ticks = sample();
        if (ticks == 0) {
            return 0;
        }
        unsigned long difference = ticks > shortest ? ticks - shortest : shortest - ticks;
        int agreed = shortest != 0 && difference < shortest / 2000;
        if (shortest == 0 || ticks < shortest) {
            shortest = ticks;
        }
        if (agreed) {
            break;
        }
    }
    return shortest * TIMER_HERTZ / SAMPLE_COUNTS;
}

/* What the processor itself says of its counter; 0 when it says nothing. */
static unsigned long stated(void) {
    struct board_identity crystal = board_identify(0x15, 0);
    if (crystal.a != 0 && crystal.b != 0 && crystal.c != 0) {
        return (unsigned long)crystal.c * crystal.b / crystal.a;
    }
    return (board_identify(0x16, 0).a & 0xFFFFUL) * 1000000;
}

void time_start(void) {
    unsigned long claim = stated();
    ticks_per_second = measure();
    if (ticks_per_second == 0) {
        ticks_per_second = claim;
    }
    if (ticks_per_second == 0) {
        board_refuse("neither the interval timer nor the processor tells the time-stamp counter's rate.");
    }
    unsigned long difference = claim > ticks_per_second ? claim - ticks_per_second : ticks_per_second - claim;
    if (claim != 0 && difference > claim / 20) {
        console_text("Clock: the processor states another rate than was measured; the measured one is used.\n");
    }
    scale = (NANOSECONDS << 32) / ticks_per_second;
    first_tick = read_ticks();
    apic_calibrate();
}

unsigned long board_ticks_per_second(void) {
    return ticks_per_second;
}

unsigned long board_time_ns(void) {
    unsigned long now = (unsigned long)((unsigned __int128)(read_ticks() - first_tick) * scale >> 32);
    if (now > last_ns) {
        last_ns = now;
    }
    return last_ns;
}

void idle_wake(void) {
    woken = 1;
}

void board_idle(unsigned long until_ns) {
    woken = 0;
    lines_open();
    while (!woken) {
        unsigned long now = board_time_ns();
        if (now >= until_ns) {
            break;
        }
        apic_arm(until_ns - now);
        /* Nothing can come between: sti takes effect after the instruction that follows it. */
        __asm__ volatile("sti; hlt; cli" : : : "memory");
    }
}
