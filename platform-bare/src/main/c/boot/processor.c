// SPDX-License-Identifier: Apache-2.0
/* What the processor is asked and told: identification, vector state, hardware random numbers. */
#include "local.h"

enum {
    LEAF1_C_XSAVE = 26,
    LEAF1_C_RDRAND = 30,
    LEAF7_B_RDSEED = 18,
    LEAF1_D_MACHINE_CHECK = 7,
    CR4_MACHINE_CHECK = 6,
    CR4_OSFXSR = 9,
    CR4_OSXMMEXCPT = 10,
    CR4_OSXSAVE = 18,
};

static const unsigned long STATE_SSE = 0x3, STATE_AVX = 0x4, STATE_AVX512 = 0xE0;

static unsigned long extended_state;

struct board_identity board_identify(unsigned int leaf, unsigned int subleaf) {
    struct board_identity identity;
    unsigned int last, unused1, unused2, unused3;
    __asm__ volatile("cpuid" : "=a"(last), "=b"(unused1), "=c"(unused2), "=d"(unused3) : "a"(leaf & 0x80000000u), "c"(0));
    if (leaf > last) {
        return (struct board_identity){0, 0, 0, 0};
    }
    __asm__ volatile("cpuid" : "=a"(identity.a), "=b"(identity.b), "=c"(identity.c), "=d"(identity.d) : "a"(leaf), "c"(subleaf));
    return identity;
}

void processor_start(void) {
    unsigned long cr4;
    struct board_identity features = board_identify(1, 0);
    unsigned long has_xsave = features.c >> LEAF1_C_XSAVE & 1;
    unsigned long has_machine_check = features.d >> LEAF1_D_MACHINE_CHECK & 1;
    __asm__ volatile("mov %%cr4, %0" : "=r"(cr4));
    /* Without the last of these, broken hardware resets the machine and nobody learns why. */
    cr4 |= 1UL << CR4_OSFXSR | 1UL << CR4_OSXMMEXCPT | has_xsave << CR4_OSXSAVE | has_machine_check << CR4_MACHINE_CHECK;
    __asm__ volatile("mov %0, %%cr4" : : "r"(cr4));
    extended_state = STATE_SSE;
    if (has_xsave) {
        struct board_identity supported = board_identify(0xD, 0);
        extended_state |= supported.a & STATE_AVX;
        /* The three AVX-512 components work only together and on top of AVX. */
        if (extended_state & STATE_AVX && (supported.a & STATE_AVX512) == STATE_AVX512) {
            extended_state |= STATE_AVX512;
        }
        __asm__ volatile("xsetbv" : : "c"(0), "a"((unsigned int)extended_state), "d"(0));
    }
    unsigned int vector_control = 0x1F80; /* all exceptions masked, round to nearest */
    __asm__ volatile("fninit; ldmxcsr %0" : : "m"(vector_control));
}

unsigned long board_extended_state(void) {
    return extended_state;
}

int board_random(unsigned long *value) {
    if ((board_identify(1, 0).c >> LEAF1_C_RDRAND & 1) == 0) {
        return 0;
    }
    for (int tries = 0; tries < 10; tries++) {
        unsigned char given;
        __asm__ volatile("rdrand %0; setc %1" : "=r"(*value), "=qm"(given) : : "cc");
        if (given) {
            return 1;
        }
    }
    return 0;
}

int board_seed(unsigned long *value) {
    if ((board_identify(7, 0).b >> LEAF7_B_RDSEED & 1) == 0) {
        return 0;
    }
    for (int tries = 0; tries < 10; tries++) {
        unsigned char given;
        __asm__ volatile("rdseed %0; setc %1" : "=r"(*value), "=qm"(given) : : "cc");
        if (given) {
            return 1;
        }
        __asm__ volatile("pause");
    }
    return 0;
}
