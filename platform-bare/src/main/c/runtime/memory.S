/* SPDX-License-Identifier: Apache-2.0 */
/*
 * memcpy, memmove, memset by the string instructions: what runs without an operating system runs on
 * processors whose microcode does these at the width of a cache line.
 */
        .text
        .globl  memcpy, memmove, memset
        .type   memcpy, @function
        .type   memmove, @function
        .type   memset, @function

/* rdi: to, rsi: from, rdx: length */
memmove:
        movq    %rdi, %rax
        movq    %rdi, %rcx
        subq    %rsi, %rcx
        cmpq    %rdx, %rcx              /* to - from, unsigned: below length when "to" lies inside "from" */
        jb      backwards
memcpy:
        movq    %rdi, %rax
        movq    %rdx, %rcx
        cmpq    $64, %rdx
        jb      short_copy
        rep movsb
        ret

/* Few octets: eight at a time, then one at a time; starting the microcode would cost more. */
short_copy:
        cmpq    $8, %rcx
        jb      2f
1:      movq    (%rsi), %r8
        movq    %r8, (%rdi)
        addq    $8, %rsi
        addq    $8, %rdi
        subq    $8, %rcx
        cmpq    $8, %rcx
        jae     1b
2:      testq   %rcx, %rcx
        jz      4f
3:      movb    (%rsi), %r8b
        movb    %r8b, (%rdi)
        incq    %rsi
        incq    %rdi
        decq    %rcx
        jnz     3b
4:      ret

/* From the end, eight octets at a time: the string instructions are slow in this direction. */
backwards:
        movq    %rdx, %rcx
        cmpq    $8, %rcx
        jb      2f
1:      movq    -8(%rsi, %rcx), %r8
        movq    %r8, -8(%rdi, %rcx)
        subq    $8, %rcx
        cmpq    $8, %rcx
        jae     1b
2:      testq   %rcx, %rcx
        jz      4f
3:      movb    -1(%rsi, %rcx), %r8b
        movb    %r8b, -1(%rdi, %rcx)
        decq    %rcx
        jnz     3b
4:      ret

/* rdi: to, esi: octet, rdx: length */
memset:
        movq    %rdi, %r9
        movq    %rdx, %rcx
        movzbl  %sil, %eax
        movabsq $0x0101010101010101, %r8
        imulq   %r8, %rax
        cmpq    $64, %rcx
        jb      1f
        rep stosb
        movq    %r9, %rax
        ret
1:      cmpq    $8, %rcx
        jb      3f
2:      movq    %rax, (%rdi)
        addq    $8, %rdi
        subq    $8, %rcx
        cmpq    $8, %rcx
        jae     2b
3:      testq   %rcx, %rcx
        jz      5f
4:      movb    %al, (%rdi)
        incq    %rdi
        decq    %rcx
        jnz     4b
5:      movq    %r9, %rax
        ret

        .section .note.GNU-stack, "", @progbits
