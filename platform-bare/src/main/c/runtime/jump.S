/* SPDX-License-Identifier: Apache-2.0 */
/* setjmp and longjmp of the System V x86-64 ABI: what a called function must preserve, no signals. */
        .text
        .globl  setjmp, longjmp
        .type   setjmp, @function
        .type   longjmp, @function

/* rdi: buffer; answers 0, or what longjmp says when it comes back here */
setjmp:
        movq    %rbx, 0(%rdi)
        movq    %rbp, 8(%rdi)
        movq    %r12, 16(%rdi)
        movq    %r13, 24(%rdi)
        movq    %r14, 32(%rdi)
        movq    %r15, 40(%rdi)
        leaq    8(%rsp), %rdx           /* the stack as it is after our return */
        movq    %rdx, 48(%rdi)
        movq    (%rsp), %rdx
        movq    %rdx, 56(%rdi)
        xorl    %eax, %eax
        ret

/* rdi: buffer, esi: value; 0 would look like the first return, so it becomes 1 */
longjmp:
        movl    %esi, %eax
        testl   %eax, %eax
        jnz     1f
        incl    %eax
1:      movq    0(%rdi), %rbx
        movq    8(%rdi), %rbp
        movq    16(%rdi), %r12
        movq    24(%rdi), %r13
        movq    32(%rdi), %r14
        movq    40(%rdi), %r15
        movq    48(%rdi), %rsp
        jmpq    *56(%rdi)

        .section .note.GNU-stack, "", @progbits
