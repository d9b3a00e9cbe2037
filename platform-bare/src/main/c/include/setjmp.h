// SPDX-License-Identifier: Apache-2.0
/* Java exceptions travel by longjmp. Saved: rbx, rbp, r12 to r15, rsp, rip (runtime/jump.S). */
#ifndef SALLYPORT_SETJMP_H
#define SALLYPORT_SETJMP_H

typedef unsigned long jmp_buf[8];

int setjmp(jmp_buf buffer) __attribute__((returns_twice));
_Noreturn void longjmp(jmp_buf buffer, int value);

#endif
