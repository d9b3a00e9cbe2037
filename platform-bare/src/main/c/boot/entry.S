/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the loader's 32-bit protected mode to board_start() in long mode.
 *
 * Two doors into one image: Multiboot 1 with load addresses (QEMU -kernel takes a 64-bit ELF only so) and Multiboot 2
 * (GRUB on BIOS and on UEFI). Both arrive with a magic number in EAX, the information's address in EBX, paging off.
 */

    .set MULTIBOOT1_FLAGS, 0x00010003           /* modules on pages, memory map, load addresses below */
    .set PAGE_PRESENT_WRITABLE, 3
    .set PAGE_LARGE, 0x80

    .section .board.header, "a"
    .align 8
multiboot1:
    .long 0x1BADB002, MULTIBOOT1_FLAGS, -(0x1BADB002 + MULTIBOOT1_FLAGS)
    .long multiboot1, board_image_start, board_load_end, board_image_end, board_entry

    .align 8
multiboot2:
    .long 0xE85250D6, 0, multiboot2_end - multiboot2
    .long -(0xE85250D6 + (multiboot2_end - multiboot2))
    /* Framebuffer wanted but not needed, any size, 32 bits: UEFI machines have no text mode. */
    .align 8
    .short 5, 1
    .long 20, 0, 0, 32
    /* Modules on page boundaries. */
    .align 8
    .short 6, 0
    .long 8
    .align 8
    .short 0, 0
    .long 8
multiboot2_end:

    .section .board.zero, "aw", @nobits
    .align 4096
    .global board_page_level4, board_page_level3, board_page_level2
board_page_level4: .skip 4096
board_page_level3: .skip 4096
board_page_level2: .skip 4 * 4096

    /* Every stack has a page below it that paging.c takes away. */
    .macro STACK name, size
    .global \name\()_guard, \name\()_top
\name\()_guard: .skip 4096
    .skip \size
\name\()_top:
    .endm
    STACK board_main_stack, BOARD_STACK_SIZE
    STACK board_double_fault_stack, 16384
    STACK board_nmi_stack, 16384
    STACK board_machine_check_stack, 16384
    STACK board_exception_stack, 32768
    STACK board_processor_stack, 16384

    .section .board.entry, "ax"
    .code32
    .global board_entry
    .type board_entry, @function
board_entry:
    cli
    cld
    mov %eax, %ebp
    mov $board_zero_start, %edi
    mov $board_zero_end, %ecx
    sub %edi, %ecx
    shr $2, %ecx
    xor %eax, %eax
    rep stosl
    mov $board_main_stack_top, %esp
    push %ebx

    /* CPUID leaf 0x80000001: EDX bit 29 is long mode, bit 20 no-execute. */
    mov $0x80000000, %eax
    cpuid
    cmp $0x80000001, %eax
    jb no_long_mode
    mov $0x80000001, %eax
    cpuid
    bt $29, %edx
    jnc no_long_mode
    mov %edx, %esi

    /* The first 4 GiB, as pages of 2 MiB. */
    movl $board_page_level3 + PAGE_PRESENT_WRITABLE, board_page_level4
    mov $board_page_level2 + PAGE_PRESENT_WRITABLE, %eax
    mov $board_page_level3, %edi
    mov $4, %ecx
1:  mov %eax, (%edi)
    add $4096, %eax
    add $8, %edi
    loop 1b
    mov $PAGE_PRESENT_WRITABLE | PAGE_LARGE, %eax
    mov $board_page_level2, %edi
    mov $2048, %ecx
1:  mov %eax, (%edi)
    add $0x200000, %eax
    add $8, %edi
    loop 1b
    mov $board_page_level4, %eax
    mov %eax, %cr3

    mov %cr4, %eax
    or $1 << 5, %eax                            /* physical address extension */
    mov %eax, %cr4
    mov $0xC0000080, %ecx                       /* EFER */
    rdmsr
    or $1 << 8, %eax                            /* long mode */
    bt $20, %esi
    jnc 1f
    or $1 << 11, %eax                           /* no-execute */
1:  wrmsr
    pop %ebx
    mov %cr0, %eax
    and $~(1 << 2), %eax                        /* floating point is not emulated */
    or $0x80010022, %eax                        /* paging, write protection, numeric errors, monitor coprocessor */
    mov %eax, %cr0
    lgdt board_descriptors_pointer
    ljmp $8, $long_mode

    /* Says why on the serial port and, where there is a text screen, there; then stops. */
no_long_mode:
    mov $no_long_mode_text, %esi
    mov $0xB8000, %edi
1:  lodsb
    test %al, %al
    jz 2f
    mov $0x3F8, %dx
    out %al, %dx
    mov $0x0F, %ah
    stosw
    jmp 1b
2:  cli
    hlt
    jmp 2b
no_long_mode_text: .asciz "Sallyport needs a 64-bit processor.\r\n"

    .code64
long_mode:
    mov $16, %eax
    mov %eax, %ds
    mov %eax, %es
    mov %eax, %ss
    xor %eax, %eax
    mov %eax, %fs
    mov %eax, %gs
    mov $board_main_stack_top, %rsp
    mov %ebp, %edi
    mov %ebx, %esi
    xor %ebp, %ebp                              /* ends the chain of frames */
    call board_start
    ud2

    .section .data
    .align 16
    /* Null, code, data, and 16 octets for the task state segment, filled in by interrupt.c. */
    .global board_descriptors
board_descriptors:
    .quad 0, 0x00AF9A000000FFFF, 0x00CF92000000FFFF, 0, 0
board_descriptors_end:
board_descriptors_pointer:
    .short board_descriptors_end - board_descriptors - 1
    .quad board_descriptors

    .section .note.GNU-stack, "", @progbits
