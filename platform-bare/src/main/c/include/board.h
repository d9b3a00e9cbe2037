// SPDX-License-Identifier: Apache-2.0
/*
 * The board: what a bare x86-64 PC gives to everything above it.
 *
 * One processor, identity-mapped memory, no threads. boot/ calls sallyport_main() on a guarded stack with interrupts
 * off, SSE on, and AVX and AVX-512 state on when the processor has them. Nothing here is re-entered from an interrupt:
 * a service routine only sets a flag that ends board_idle().
 */
#ifndef SALLYPORT_BOARD_H
#define SALLYPORT_BOARD_H

/* What runs on the board; its result is the status that board_halt() is called with. */
int sallyport_main(void);

/* ---- Console: the first serial port and the screen, whichever are there. ---- */

void console_write(const char *text, unsigned long length);
void console_text(const char *text);
void console_decimal(unsigned long value);
void console_hexadecimal(unsigned long value, int digits);

/* Sends octets as they are through the second serial port; returns how many it took (fewer when the port is missing). */
unsigned long board_record_write(const void *octets, unsigned long length);

/* From now on an octet that comes in on the first serial port ends board_idle(). */
void board_serial_listen(void);

/* The next octet that came in on the first serial port, or -1 when none waits. */
int board_serial_read(void);

/* ---- The end. ---- */

enum {
    BOARD_STATUS_CLEAN = 0,
    /* A processor exception, reported on the console. */
    BOARD_STATUS_FAULT = 0x40,
    /* The board cannot run the image at all: memory, processor or clock missing. */
    BOARD_STATUS_UNFIT = 0x41,
};

/* Ends QEMU with (status << 1 | 1) when it has an isa-debug-exit device; otherwise stops the processor for good. */
_Noreturn void board_halt(int status);

/* Starts the machine again through the keyboard controller, or by a triple fault where there is none. */
_Noreturn void board_reboot(void);

/* After a fault: board_halt(status), or, when the command line says on_fault=reboot, board_reboot() after five seconds. */
_Noreturn void board_fail(int status);

/* ---- Time. ---- */

/* Nanoseconds since boot, never going back: time-stamp counter, measured against channel 2 of the interval timer. */
unsigned long board_time_ns(void);

/* Ticks of the time-stamp counter per second, as measured. */
unsigned long board_ticks_per_second(void);

/* Stops the processor until the given time, or until an enabled line interrupts. */
void board_idle(unsigned long until_ns);

/*
 * Lets a legacy interrupt line (0 to 15, from a device's PCI "interrupt line" register) end board_idle(). The service
 * routine masks the line; the next board_idle() opens it again, so a driver has the time between to quiet its device.
 * Returns 0 when there is no such line.
 */
int board_interrupt_enable(int line);

/* How often an enabled line has interrupted, all lines together. */
unsigned long board_interrupts(void);

/* ---- What the loader handed over. ---- */

struct board_module {
    const char *name;
    void *address;
    unsigned long length;
};

/* The module whose command line ends in this word ("-initrd 'file name'", "module2 /file name"), or null. */
const struct board_module *board_module(const char *name);

/* Module number index, in the loader's order, or null past the last. */
const struct board_module *board_module_at(int index);

/* The kernel's command line, without the kernel's own name; never null. */
const char *board_command_line(void);

/* Copies the value of the word name=value of the command line; 0 and an empty string when it is not there. */
int board_option(const char *name, char *value, unsigned long size);

/* The first address past the highest RAM that the loader reported. */
unsigned long board_memory_end(void);

/* ---- Memory-mapped devices. ---- */

/*
 * Makes a device's registers reachable, uncached, and returns their address (the same number); null when page tables
 * have run out or the processor has no such address. The first 4 GiB are mapped from the start; calling this for them is
 * harmless.
 */
void *board_map(unsigned long physical, unsigned long length);

unsigned char board_read8(const volatile void *address);
unsigned short board_read16(const volatile void *address);
unsigned int board_read32(const volatile void *address);
unsigned long board_read64(const volatile void *address);
void board_write8(volatile void *address, unsigned char value);
void board_write16(volatile void *address, unsigned short value);
void board_write32(volatile void *address, unsigned int value);
void board_write64(volatile void *address, unsigned long value);

/* Everything written before is visible to devices before anything after. */
void board_barrier(void);

/* ---- Ports. ---- */

unsigned char board_in8(unsigned short port);
unsigned short board_in16(unsigned short port);
unsigned int board_in32(unsigned short port);
void board_out8(unsigned short port, unsigned char value);
void board_out16(unsigned short port, unsigned short value);
void board_out32(unsigned short port, unsigned int value);

/* ---- Processor. ---- */

struct board_identity {
    unsigned int a, b, c, d;
};

/* CPUID; all zero for a leaf that the processor does not have. */
struct board_identity board_identify(unsigned int leaf, unsigned int subleaf);

/* The extended state components that are switched on (XCR0); 3 or less means no AVX. */
unsigned long board_extended_state(void);

/* One word from RDRAND or RDSEED: 1 and a value, or 0 when the processor has none or gave none in ten tries. */
int board_random(unsigned long *value);
int board_seed(unsigned long *value);

#endif
