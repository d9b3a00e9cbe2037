/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One stub per interrupt vector: they bring every vector to the same frame (struct interrupt_frame) and call
 * board_interrupt(frame). Exceptions never return; interrupts come back and restore all they saved. Everything in boot/
 * is compiled without vector registers, so those need no saving.
 */
    .set VECTORS, 64

    .section .text
    .macro STUB vector
    .align 16
stub_\vector:
    .if (\vector != 8) && ((\vector < 10) || (\vector > 14)) && (\vector != 17) && (\vector != 21) && (\vector != 29) && (\vector != 30)
    push $0
    .endif
    push $\vector
    jmp interrupt_common
    .endm

    .altmacro
    .macro STUB_NUMBER number
    STUB %number
    .endm
    .set number, 0
    .rept VECTORS
    STUB_NUMBER %number
    .set number, number + 1
    .endr

    .global board_interrupt_common
    .type board_interrupt_common, @function
board_interrupt_common:
interrupt_common:
    push %rax
    push %rbx
    push %rcx
    push %rdx
    push %rsi
    push %rdi
    push %rbp
    push %r8
    push %r9
    push %r10
    push %r11
    push %r12
    push %r13
    push %r14
    push %r15
    cld
    mov %rsp, %rdi
    call board_interrupt
    pop %r15
    pop %r14
    pop %r13
    pop %r12
    pop %r11
    pop %r10
    pop %r9
    pop %r8
    pop %rbp
    pop %rdi
    pop %rsi
    pop %rdx
    pop %rcx
    pop %rbx
    pop %rax
    add $16, %rsp
    iretq

    .section .rodata
    .align 8
    .global board_stubs
board_stubs:
    .macro STUB_ADDRESS number
    .quad stub_\number
    .endm
    .set number, 0
    .rept VECTORS
    STUB_ADDRESS %number
    .set number, number + 1
    .endr

    .section .note.GNU-stack, "", @progbits
