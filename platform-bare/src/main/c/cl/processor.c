// SPDX-License-Identifier: Apache-2.0
/*
 * What the processor can, by CPUID, and which of its registers the system has agreed to save, by
 * XCR0 (Intel SDM volume 1, sections 13.2, 14.3, 15.2; AMD64 APM volume 3, appendix E).
 */
#include "cl.h"

struct leaf {
    uint32_t eax, ebx, ecx, edx;
};

static struct leaf cpuid(uint32_t number, uint32_t sub) {
    struct leaf leaf;
    __asm__ volatile("cpuid" : "=a"(leaf.eax), "=b"(leaf.ebx), "=c"(leaf.ecx), "=d"(leaf.edx) : "a"(number), "c"(sub));
    return leaf;
}

/* XCR0; only where CPUID says OSXSAVE, elsewhere the instruction is not one. */
static uint32_t saved_states(void) {
    uint32_t low;
    uint32_t high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static int has(uint32_t word, uint32_t bits) {
    return (word & bits) == bits;
}

enum {
    /* leaf 1, ecx */
    PCLMULQDQ = 1u << 1,
    SSSE3 = 1u << 9,
    SSE4_1 = 1u << 19,
    SSE4_2 = 1u << 20,
    AES = 1u << 25,
    OSXSAVE = 1u << 27,
    AVX = 1u << 28,
    /* leaf 7, ebx */
    AVX2 = 1u << 5,
    BMI2 = 1u << 8,
    /* XCR0 */
    SSE_STATE = 1u << 1,
    AVX_STATE = 1u << 2,
    AVX512_STATES = 7u << 5
};

/* leaf 7, ebx: F, DQ, CD, BW, VL */
#define AVX512 (1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31)

int cl_processor_level(void) {
    uint32_t highest = cpuid(0, 0).eax;
    uint32_t one = highest >= 1 ? cpuid(1, 0).ecx : 0;
    uint32_t seven = highest >= 7 ? cpuid(7, 0).ebx : 0;
    if (!has(one, PCLMULQDQ | SSSE3 | SSE4_1 | SSE4_2 | AES)) {
        return CL_NONE;
    }
    if (!has(one, OSXSAVE | AVX) || !has(seven, AVX2 | BMI2)) {
        return CL_SSE;
    }
    uint32_t saved = saved_states();
    if (!has(saved, SSE_STATE | AVX_STATE)) {
        return CL_SSE;
    }
    return has(seven, AVX512) && has(saved, AVX512_STATES) ? CL_AVX512 : CL_AVX2;
}
