// SPDX-License-Identifier: Apache-2.0
/* Ports and memory-mapped registers. x86 keeps uncached accesses in order; the memory clobbers keep the compiler so too. */
#include "local.h"

unsigned char board_in8(unsigned short port) {
    unsigned char value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

unsigned short board_in16(unsigned short port) {
    unsigned short value;
    __asm__ volatile("inw %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

unsigned int board_in32(unsigned short port) {
    unsigned int value;
    __asm__ volatile("inl %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

void board_out8(unsigned short port, unsigned char value) {
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

void board_out16(unsigned short port, unsigned short value) {
    __asm__ volatile("outw %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

void board_out32(unsigned short port, unsigned int value) {
    __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

unsigned char board_read8(const volatile void *address) {
    unsigned char value;
    __asm__ volatile("movb %1, %0" : "=r"(value) : "m"(*(const volatile unsigned char *)address) : "memory");
    return value;
}

unsigned short board_read16(const volatile void *address) {
    unsigned short value;
    __asm__ volatile("movw %1, %0" : "=r"(value) : "m"(*(const volatile unsigned short *)address) : "memory");
    return value;
}

unsigned int board_read32(const volatile void *address) {
    unsigned int value;
    __asm__ volatile("movl %1, %0" : "=r"(value) : "m"(*(const volatile unsigned int *)address) : "memory");
    return value;
}

unsigned long board_read64(const volatile void *address) {
    unsigned long value;
    __asm__ volatile("movq %1, %0" : "=r"(value) : "m"(*(const volatile unsigned long *)address) : "memory");
    return value;
}

void board_write8(volatile void *address, unsigned char value) {
    __asm__ volatile("movb %1, %0" : "=m"(*(volatile unsigned char *)address) : "q"(value) : "memory");
}

void board_write16(volatile void *address, unsigned short value) {
    __asm__ volatile("movw %1, %0" : "=m"(*(volatile unsigned short *)address) : "r"(value) : "memory");
}

void board_write32(volatile void *address, unsigned int value) {
    __asm__ volatile("movl %1, %0" : "=m"(*(volatile unsigned int *)address) : "r"(value) : "memory");
}

void board_write64(volatile void *address, unsigned long value) {
    __asm__ volatile("movq %1, %0" : "=m"(*(volatile unsigned long *)address) : "r"(value) : "memory");
}

void board_barrier(void) {
    __asm__ volatile("mfence" : : : "memory");
}
