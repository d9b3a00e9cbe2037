// SPDX-License-Identifier: Apache-2.0
/* What the files of boot/ share with each other only. */
#ifndef SALLYPORT_BOOT_LOCAL_H
#define SALLYPORT_BOOT_LOCAL_H

#include "../include/board.h"

/* Interrupt stubs save no vector registers, so nothing here may use them, whatever flags the build gives. */
#pragma GCC target("general-regs-only")

#define PAGE_SIZE 4096UL
#define LARGE_PAGE_SIZE 0x200000UL

/* Set by the linker script; only their addresses mean something. */
extern char board_image_start[], board_text_end[], board_constants_start[], board_constants_end[], board_load_end[];
extern char board_zero_start[], board_zero_end[], board_image_end[];

/* A guard page and the end of each stack, from entry.S. */
extern char board_main_stack_guard[], board_main_stack_top[];
extern char board_double_fault_stack_guard[], board_double_fault_stack_top[];
extern char board_nmi_stack_guard[], board_nmi_stack_top[];
extern char board_machine_check_stack_guard[], board_machine_check_stack_top[];
extern char board_exception_stack_guard[], board_exception_stack_top[];
extern char board_processor_stack_guard[], board_processor_stack_top[];

/* What vectors.S pushes, lowest address first. */
struct interrupt_frame {
    unsigned long r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax;
    unsigned long vector, error, rip, cs, flags, rsp, ss;
};

enum {
    EXCEPTIONS = 32,
    VECTOR_LINES = 32, /* the sixteen lines of the two 8259s */
    VECTOR_TIMER = 48,
    VECTOR_SPURIOUS = 63, /* the low four bits must be ones on old local APICs */
    VECTORS = 64,
};

struct memory_range {
    unsigned long start, end; /* end is exclusive */
};

/* A linear framebuffer; width 0 means there is none. */
struct framebuffer {
    unsigned long address;
    unsigned int pitch, width, height, bits;
};

enum { MEMORY_RANGES = 64, MODULES = 8, COMMAND_LINE_SIZE = 1024, MODULE_NAME_SIZE = 64 };

/* All that the loader told us, copied, so that the loader's own memory may be overwritten. */
struct handover {
    const char *loader;
    char command_line[COMMAND_LINE_SIZE];
    struct board_module modules[MODULES];
    char module_names[MODULES][MODULE_NAME_SIZE];
    int module_count;
    struct memory_range ranges[MEMORY_RANGES];
    int range_count;
    struct framebuffer framebuffer;
    int text_screen; /* 1 when the 80 x 25 text memory at 0xB8000 is what the screen shows */
};
extern struct handover board_handover_state;

void handover_read(unsigned int magic, unsigned long information);
void memory_check(void);
void processor_start(void);
void paging_start(void);
void interrupt_start(void);
void apic_start(void);
void apic_calibrate(void);
void apic_arm(unsigned long nanoseconds);
void apic_end_of_interrupt(void);
void lines_start(void);
void lines_open(void);
void line_interrupted(int line);
void time_start(void);
void idle_wake(void);
void serial_start(void);
void serial_write(const char *text, unsigned long length);
void console_start(void);
void screen_start(void);
void screen_write(const char *text, unsigned long length);
void framebuffer_start(const struct framebuffer *description);
void framebuffer_cell(int column, int row, char character);
int framebuffer_columns(void);
int framebuffer_rows(void);
const char *font_strokes(char character);
void *map_framebuffer(unsigned long physical, unsigned long length);
const char *symbol_name(unsigned long address, unsigned long *offset);
void backtrace(unsigned long rip, unsigned long rsp, unsigned long rbp);
_Noreturn void exception_report(const struct interrupt_frame *frame);
void board_interrupt(struct interrupt_frame *frame);
_Noreturn void board_start(unsigned int magic, unsigned long information);

/* Ends the start with a sentence that a user can act on. */
_Noreturn void board_refuse(const char *reason);

static inline unsigned long read_ticks(void) {
    unsigned int low, high;
    __asm__ volatile("lfence; rdtsc" : "=a"(low), "=d"(high) : : "memory");
    return (unsigned long)high << 32 | low;
}

static inline unsigned long read_model_register(unsigned int number) {
    unsigned int low, high;
    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(number));
    return (unsigned long)high << 32 | low;
}

static inline void write_model_register(unsigned int number, unsigned long value) {
    __asm__ volatile("wrmsr" : : "c"(number), "a"((unsigned int)value), "d"((unsigned int)(value >> 32)) : "memory");
}

static inline void copy_octets(void *to, const void *from, unsigned long length) {
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
}

/* Words first: an emulator stores each of them as slowly as an octet. */
static inline void zero_octets(void *to, unsigned long length) {
    unsigned long words = length / 8, rest = length % 8;
    __asm__ volatile("rep stosq" : "+D"(to), "+c"(words) : "a"(0) : "memory");
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(rest) : "a"(0) : "memory");
}

static inline unsigned long text_length(const char *text) {
    unsigned long length = 0;
    while (text[length] != 0) {
        length++;
    }
    return length;
}

static inline int text_equal(const char *a, const char *b) {
    while (*a != 0 && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

#endif
