// SPDX-License-Identifier: Apache-2.0
/* A processor exception is a fault of the image or of the machine: all there is to know goes to the console. */
#include "local.h"

enum { PAGE_FAULT = 14 };

static const char *const names[EXCEPTIONS] = {
    "divide error (#DE)",
    "debug (#DB)",
    "non-maskable interrupt",
    "breakpoint (#BP)",
    "overflow (#OF)",
    "bound range exceeded (#BR)",
    "invalid opcode (#UD)",
    "device not available (#NM)",
    "double fault (#DF)",
    "coprocessor segment overrun",
    "invalid task state segment (#TS)",
    "segment not present (#NP)",
    "stack segment fault (#SS)",
    "general protection (#GP)",
    "page fault (#PF)",
    "vector 15",
    "floating-point error (#MF)",
    "alignment check (#AC)",
    "machine check (#MC)",
    "SIMD floating-point error (#XM)",
    "virtualization (#VE)",
    "control protection (#CP)",
    "vector 22",
    "vector 23",
    "vector 24",
    "vector 25",
    "vector 26",
    "vector 27",
    "hypervisor injection (#HV)",
    "VMM communication (#VC)",
    "security (#SX)",
    "vector 31",
};

static void print_register(const char *name, unsigned long value, const char *after) {
    console_text(name);
    console_text(" ");
    console_hexadecimal(value, 16);
    console_text(after);
}

static void print_registers(const struct interrupt_frame *frame, unsigned long cr2) {
    unsigned long cr3, cr4;
    __asm__ volatile("mov %%cr3, %0" : "=r"(cr3));
    __asm__ volatile("mov %%cr4, %0" : "=r"(cr4));
    print_register("RAX", frame->rax, "  ");
    print_register("RBX", frame->rbx, "  ");
    print_register("RCX", frame->rcx, "\n");
    print_register("RDX", frame->rdx, "  ");
    print_register("RSI", frame->rsi, "  ");
    print_register("RDI", frame->rdi, "\n");
    print_register("RBP", frame->rbp, "  ");
    print_register("RSP", frame->rsp, "  ");
    print_register("R8 ", frame->r8, "\n");
    print_register("R9 ", frame->r9, "  ");
    print_register("R10", frame->r10, "  ");
    print_register("R11", frame->r11, "\n");
    print_register("R12", frame->r12, "  ");
    print_register("R13", frame->r13, "  ");
    print_register("R14", frame->r14, "\n");
    print_register("R15", frame->r15, "  ");
    print_register("RIP", frame->rip, "  ");
    print_register("FLG", frame->flags, "\n");
    print_register("CR2", cr2, "  ");
    print_register("CR3", cr3, "  ");
    print_register("CR4", cr4, "\n");
}

static int in_page(const char *page, unsigned long address) {
    return address - (unsigned long)page < PAGE_SIZE;
}

static const char *guarded_stack(unsigned long address) {
    if (in_page(board_main_stack_guard, address)) {
        return "main";
    }
    if (in_page(board_exception_stack_guard, address)) {
        return "exception";
    }
    if (in_page(board_processor_stack_guard, address)) {
        return "interrupt";
    }
    return 0;
}

static void explain_page_fault(unsigned long error, unsigned long address) {
    const char *stack = guarded_stack(address);
    if (stack != 0) {
        console_text("Stack overflow: the guard page below the ");
        console_text(stack);
        console_text(" stack was hit.\n");
    } else if (address < PAGE_SIZE) {
        console_text("Null pointer: page 0 is never mapped.\n");
    }
    console_text(error & 16 ? "Execution of" : error & 2 ? "Write to" : "Read from");
    console_text(error & 1 ? " protected" : " unmapped");
    console_text(" address 0x");
    console_hexadecimal(address, 16);
    console_text("\n");
}

_Noreturn void exception_report(const struct interrupt_frame *frame) {
    static int reporting;
    unsigned long cr2;
    __asm__ volatile("mov %%cr2, %0" : "=r"(cr2));
    if (reporting++) {
        console_text("\nAnother exception while reporting the first: vector ");
        console_decimal(frame->vector);
        console_text(" at 0x");
        console_hexadecimal(frame->rip, 16);
        console_text("\n");
        board_halt(BOARD_STATUS_FAULT);
    }
    console_text("\nProcessor exception ");
    console_decimal(frame->vector);
    console_text(", ");
    console_text(names[frame->vector]);
    console_text(", error code 0x");
    console_hexadecimal(frame->error, 1);
    console_text("\n");
    if (frame->vector == PAGE_FAULT) {
        explain_page_fault(frame->error, cr2);
    }
    print_registers(frame, cr2);
    backtrace(frame->rip, frame->rsp, frame->rbp);
    board_fail(BOARD_STATUS_FAULT);
}
