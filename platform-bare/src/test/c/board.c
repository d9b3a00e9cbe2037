// SPDX-License-Identifier: Apache-2.0
/* A kernel that does to the board what its command line says: test=NAME. BoardTest reads what it prints. */
#include "board.h"

#define NEVER_INLINE __attribute__((noinline, noclone))

static volatile unsigned long zero;

/* As large as a kernel with its heap and slabs is, so that loaders and the memory check have something to place. */
static volatile unsigned char large[128UL << 20];

static void line(const char *name, unsigned long value) {
    console_text(name);
    console_text(": ");
    console_decimal(value);
    console_text("\n");
}

static int report(void) {
    console_text("command line: ");
    console_text(board_command_line());
    console_text("\n");
    line("memory end", board_memory_end() >> 20);
    line("extended state", board_extended_state());
    line("ticks per second", board_ticks_per_second());
    unsigned long dirty = 0;
    for (unsigned long at = 0; at < sizeof large; at += 4096) {
        dirty += large[at] != 0;
        large[at] = 1;
    }
    line("dirty pages", dirty);
    unsigned long start = board_time_ns();
    board_idle(start + 50000000);
    line("idled milliseconds", (board_time_ns() - start) / 1000000);
    for (int i = 0; board_module_at(i) != 0; i++) {
        const struct board_module *module = board_module_at(i);
        unsigned long sum = 0;
        for (unsigned long at = 0; at < module->length; at++) {
            sum = sum * 31 + ((const unsigned char *)module->address)[at];
        }
        console_text("module ");
        console_text(module->name);
        console_text(": ");
        console_decimal(module->length);
        console_text(" octets, sum ");
        console_decimal(sum & 0xFFFFFFFF);
        console_text("\n");
    }
    return 7;
}

/* ---- Exceptions, each a function deep so that the back trace has something to show. ---- */

NEVER_INLINE int divide(void) {
    return (int)(1000 / zero);
}

NEVER_INLINE int invalid(void) {
    __asm__ volatile("ud2");
    return 0;
}

NEVER_INLINE int protection(void) {
    /* Not a canonical address. */
    return *(volatile int *)(0x8000000000000000UL + zero);
}

NEVER_INLINE int unmapped(void) {
    return *(volatile int *)(0x123456789000UL + zero);
}

NEVER_INLINE int null_pointer(void) {
    return *(volatile int *)(zero + 16);
}

NEVER_INLINE int write_to_code(void) {
    *(volatile int *)((unsigned long)&divide + zero) = 0;
    return 0;
}

NEVER_INLINE int execute_data(void) {
    static unsigned char instruction[16] = {0xC3};
    ((void (*)(void))(void *)instruction)();
    return 0;
}

NEVER_INLINE int jump_to_null(void) {
    ((void (*)(void))zero)();
    return 1;
}

NEVER_INLINE unsigned long descend(unsigned long depth) {
    volatile unsigned long here[8] = {depth};
    return descend(depth + 1) + here[0];
}

/* A page fault that cannot be delivered, because its gate is gone, is a double fault. */
NEVER_INLINE int double_fault(void) {
    struct __attribute__((packed)) {
        unsigned short limit;
        unsigned char *base;
    } table;
    __asm__ volatile("sidt %0" : "=m"(table));
    table.base[14 * 16 + 5] = 0;
    table.base[11 * 16 + 5] = 0;
    return unmapped();
}

NEVER_INLINE int breakpoint(void) {
    __asm__ volatile("int3");
    return 0;
}

/* Until the test does something to the machine. */
NEVER_INLINE int wait(void) {
    console_text("waiting\n");
    board_idle(board_time_ns() + 60000000000);
    return 0;
}

/* ---- Time. ---- */

static int clock(void) {
    /* The test stamps these lines when they arrive. */
    console_text("clock start\n");
    unsigned long start = board_time_ns(), before = start, backwards = 0, now;
    do {
        now = board_time_ns();
        backwards += now < before;
        before = now;
    } while (now - start < 2000000000);
    console_text("clock end\n");
    line("backwards", backwards);
    return 0;
}

static int idle(void) {
    console_text("idle start\n");
    unsigned long start = board_time_ns();
    board_idle(start + 1500000000);
    line("idled milliseconds", (board_time_ns() - start) / 1000000);
    line("late microseconds", (board_time_ns() - start - 1500000000) / 1000);
    start = board_time_ns();
    for (int i = 0; i < 100; i++) {
        board_idle(board_time_ns() + 1000000);
    }
    line("hundred milliseconds", (board_time_ns() - start) / 1000000);
    line("interrupts", board_interrupts());
    return 0;
}

/* The keyboard is a device with a line of its own; the test presses a key through QEMU's monitor. */
static int wake(void) {
    while (board_in8(0x64) & 1) {
        board_in8(0x60);
    }
    board_interrupt_enable(1);
    console_text("press a key\n");
    unsigned long start = board_time_ns();
    board_idle(start + 60000000000);
    line("woken after milliseconds", (board_time_ns() - start) / 1000000);
    line("interrupts", board_interrupts());
    line("key waits", board_in8(0x64) & 1);
    return 0;
}

/* ---- A PCI device that interrupts: an Intel 82540EM, told to say that its link has changed. ---- */

enum { CAUSE = 0xC0, CAUSE_SET = 0xC8, MASK_SET = 0xD0, LINK_CHANGED = 4 };

static unsigned int configuration(unsigned int device, unsigned int offset) {
    board_out32(0xCF8, 0x80000000 | device << 11 | offset);
    return board_in32(0xCFC);
}

static int device_wakes(void) {
    unsigned int device = 0;
    while (device < 32 && configuration(device, 0) != 0x100E8086) {
        device++;
    }
    if (device == 32) {
        console_text("no such device\n");
        return 1;
    }
    char *registers = board_map(configuration(device, 0x10) & ~15u, 0x20000);
    int interrupt_line = configuration(device, 0x3C) & 0xFF;
    board_out32(0xCF8, 0x80000000 | device << 11 | 4);
    board_out16(0xCFC, 7);
    line("line enabled", (unsigned long)board_interrupt_enable(interrupt_line));
    board_read32(registers + CAUSE);
    board_write32(registers + MASK_SET, LINK_CHANGED);
    for (int i = 0; i < 3; i++) {
        unsigned long start = board_time_ns();
        board_write32(registers + CAUSE_SET, LINK_CHANGED);
        board_idle(start + 5000000000);
        line("slow", board_time_ns() - start > 4000000000);
        line("cause", board_read32(registers + CAUSE) & LINK_CHANGED);
    }
    unsigned long start = board_time_ns();
    board_idle(start + 100000000);
    line("woken early", board_time_ns() - start < 100000000);
    line("interrupts", board_interrupts());
    return 0;
}

static int random_words(void) {
    unsigned long a = 0, b = 0;
    line("random", (unsigned long)(board_random(&a) && board_random(&b) && a != b));
    line("seed", (unsigned long)(board_seed(&a) && board_seed(&b) && a != b));
    return 0;
}

static int record(void) {
    static unsigned char octets[70000];
    for (unsigned long i = 0; i < sizeof octets; i++) {
        octets[i] = (unsigned char)(i * 7 + i / 256);
    }
    line("recorded", board_record_write(octets, sizeof octets));
    return 0;
}

static int map(void) {
    /* Beyond RAM and beyond 4 GiB: nothing answers there, but nothing faults either. */
    static const unsigned long places[] = {0x100000000UL, 0x800000000UL, 0xFE00001000UL};
    for (int i = 0; i < 3; i++) {
        volatile void *registers = board_map(places[i], 0x4000);
        line("mapped", registers == (void *)places[i]);
        line("read", board_read32(registers) == 0xFFFFFFFF || board_read32(registers) == 0);
    }
    line("refused", board_map(0x7FFFFFFFF000UL, 0x2000) == 0 && board_map(~0UL - 100, 0x2000) == 0);
    return 0;
}

static int screen(void) {
    for (int i = 1; i <= 100; i++) {
        line("line", (unsigned long)i);
    }
    console_text("01234567890123456789012345678901234567890123456789012345678901234567890123456789\n");
    for (char c = ' '; c <= '~'; c++) {
        console_write(&c, 1);
    }
    console_text("\nlast line\n");
    board_idle(board_time_ns() + 20000000000);
    return 0;
}

static int text_equal(const char *a, const char *b) {
    while (*a != 0 && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static const struct {
    const char *name;
    int (*run)(void);
} actions[] = {
    {"report", report},
    {"divide", divide},
    {"invalid", invalid},
    {"protection", protection},
    {"unmapped", unmapped},
    {"null", null_pointer},
    {"code", write_to_code},
    {"data", execute_data},
    {"jump", jump_to_null},
    {"double", double_fault},
    {"breakpoint", breakpoint},
    {"wait", wait},
    {"device", device_wakes},
    {"clock", clock},
    {"idle", idle},
    {"wake", wake},
    {"random", random_words},
    {"record", record},
    {"map", map},
    {"screen", screen},
};

int sallyport_main(void) {
    char wanted[32];
    board_option("test", wanted, sizeof wanted);
    if (text_equal(wanted, "overflow")) {
        return (int)descend(zero);
    }
    for (unsigned long i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (text_equal(wanted, actions[i].name)) {
            /* Used afterwards, so that the call is a call and not a jump. */
            int status = actions[i].run();
            console_text("done\n");
            return status;
        }
    }
    console_text("no such test\n");
    return 1;
}
