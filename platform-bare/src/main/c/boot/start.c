// SPDX-License-Identifier: Apache-2.0
/* The start, as a list of steps, and every way to end. */
#include "local.h"

_Noreturn void board_start(unsigned int magic, unsigned long information) {
    serial_start();
    interrupt_start();
    handover_read(magic, information);
    paging_start();
    console_start();
    memory_check();
    processor_start();
    lines_start();
    apic_start();
    time_start();
    board_halt(sallyport_main());
}

_Noreturn void board_refuse(const char *reason) {
    console_text("Sallyport cannot start here: ");
    console_text(reason);
    console_text("\n");
    /* Starting again would change nothing. */
    board_halt(BOARD_STATUS_UNFIT);
}

_Noreturn void board_fail(int status) {
    char value[16];
    if (board_option("on_fault", value, sizeof value) && text_equal(value, "reboot")) {
        console_text("Starting again in five seconds (on_fault=reboot).\n");
        unsigned long start = read_ticks(), wait = 5 * board_ticks_per_second();
        while (read_ticks() - start < wait) {
            __asm__ volatile("pause");
        }
        board_reboot();
    }
    board_halt(status);
}

_Noreturn void board_halt(int status) {
    /* CPUID leaf 1, ECX bit 31 says that a hypervisor is there: only then can the port be QEMU's isa-debug-exit. */
    if (board_identify(1, 0).c >> 31) {
        board_out32(0xF4, (unsigned int)status);
    }
    console_text("The machine has stopped. It can be switched off.\n");
    for (;;) {
        __asm__ volatile("cli; hlt");
    }
}

_Noreturn void board_reboot(void) {
    /* The keyboard controller's reset line, once its input buffer is empty. */
    for (int tries = 0; tries < 100000 && (board_in8(0x64) & 2) != 0; tries++) {
    }
    board_out8(0x64, 0xFE);
    for (int wait = 0; wait < 100000; wait++) {
        board_in8(0x80);
    }
    /* No such controller: an exception without an interrupt table resets every PC. */
    struct __attribute__((packed)) {
        unsigned short limit;
        unsigned long base;
    } none = {0, 0};
    __asm__ volatile("lidt %0; int3" : : "m"(none));
    __builtin_unreachable();
}
