// SPDX-License-Identifier: Apache-2.0
/* Descriptor tables, and where each vector goes. */
#include "local.h"

struct gate {
    unsigned short offset_low, selector;
    unsigned char stack, type;
    unsigned short offset_middle;
    unsigned int offset_high, reserved;
};

struct task_state {
    unsigned int reserved0;
    unsigned long stacks[3];
    unsigned long reserved1;
    unsigned long interrupt_stacks[7];
    unsigned long reserved2;
    unsigned short reserved3, ports;
} __attribute__((packed));

struct table_pointer {
    unsigned short limit;
    const void *base;
} __attribute__((packed));

/* Numbers of the stacks in the task state segment. */
enum { STACK_DOUBLE_FAULT = 1, STACK_NMI, STACK_MACHINE_CHECK, STACK_EXCEPTION, STACK_PROCESSOR };
enum { VECTOR_NMI = 2, VECTOR_DOUBLE_FAULT = 8, VECTOR_MACHINE_CHECK = 18 };
enum { CODE_SELECTOR = 8, TASK_SELECTOR = 24, INTERRUPT_GATE = 0x8E };

extern const unsigned long board_stubs[VECTORS];
extern unsigned long board_descriptors[5];

static struct gate gates[VECTORS] __attribute__((aligned(16)));
static struct task_state task_state;

static unsigned char stack_of(int vector) {
    switch (vector) {
    case VECTOR_DOUBLE_FAULT:
        return STACK_DOUBLE_FAULT;
    case VECTOR_NMI:
        return STACK_NMI;
    case VECTOR_MACHINE_CHECK:
        return STACK_MACHINE_CHECK;
    default:
        return vector < EXCEPTIONS ? STACK_EXCEPTION : STACK_PROCESSOR;
    }
}

void interrupt_start(void) {
    task_state.interrupt_stacks[STACK_DOUBLE_FAULT - 1] = (unsigned long)board_double_fault_stack_top;
    task_state.interrupt_stacks[STACK_NMI - 1] = (unsigned long)board_nmi_stack_top;
    task_state.interrupt_stacks[STACK_MACHINE_CHECK - 1] = (unsigned long)board_machine_check_stack_top;
    task_state.interrupt_stacks[STACK_EXCEPTION - 1] = (unsigned long)board_exception_stack_top;
    task_state.interrupt_stacks[STACK_PROCESSOR - 1] = (unsigned long)board_processor_stack_top;
    task_state.ports = sizeof task_state;

    unsigned long base = (unsigned long)&task_state;
    board_descriptors[3] = (sizeof task_state - 1) | (base & 0xFFFFFF) << 16 | 0x89UL << 40 | (base >> 24 & 0xFF) << 56;
    board_descriptors[4] = base >> 32;
    __asm__ volatile("ltr %w0" : : "r"(TASK_SELECTOR));

    for (int vector = 0; vector < VECTORS; vector++) {
        unsigned long stub = board_stubs[vector];
        gates[vector] = (struct gate){
            .offset_low = (unsigned short)stub,
            .selector = CODE_SELECTOR,
            .stack = stack_of(vector),
            .type = INTERRUPT_GATE,
            .offset_middle = (unsigned short)(stub >> 16),
            .offset_high = (unsigned int)(stub >> 32),
        };
    }
    struct table_pointer pointer = {sizeof gates - 1, gates};
    __asm__ volatile("lidt %0" : : "m"(pointer));
}

/* Called by vectors.S with interrupts off. */
void board_interrupt(struct interrupt_frame *frame) {
    if (frame->vector < EXCEPTIONS) {
        exception_report(frame);
    } else if (frame->vector < VECTOR_LINES + 16) {
        line_interrupted((int)frame->vector - VECTOR_LINES);
    } else if (frame->vector == VECTOR_TIMER) {
        apic_end_of_interrupt();
    }
}
