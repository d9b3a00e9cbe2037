// SPDX-License-Identifier: Apache-2.0
/*
 * The native crypto library on the board, without any Java: starts it, seals and opens a few
 * packets whose octets are known, and makes a few key exchanges. Known values: RFC 7748 section
 * 5.2; FIPS 197 appendix B; NIST's GCM test case 4 (McGrew and Viega, The Galois/Counter Mode);
 * RFC 5903 section 8.1; HMAC-SHA1 from RFC 2202 by way of an ESP packet of NULL encryption.
 */
#include <stdint.h>
#include <string.h>

#include <board.h>
#include <crypto.h>

_Noreturn void cl_absent(void);

/* libIPSec_MB names it in a function that is never called; the kernel proper has one. */
void free(void *block);
void free(void *block) {
    (void)block;
}

static int failures;

static void report(const char *what, int good) {
    console_text(good ? "good: " : "WRONG: ");
    console_text(what);
    console_text("\n");
    failures += !good;
}

static void hex(uint8_t *target, const char *digits) {
    for (int i = 0; digits[2 * i] != 0; i++) {
        int value = 0;
        for (int j = 0; j < 2; j++) {
            char digit = digits[2 * i + j];
            value = value * 16 + (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        target[i] = (uint8_t)value;
    }
}

static int is(const uint8_t *octets, const char *digits) {
    uint8_t expected[128];
    hex(expected, digits);
    return memcmp(octets, expected, strlen(digits) / 2) == 0;
}

static void block(void) {
    uint8_t key[16];
    uint8_t text[16];
    hex(key, "2b7e151628aed2a6abf7158809cf4f3c");
    hex(text, "3243f6a8885a308d313198a2e0370734");
    int64_t association = cl_bare_load(12, 16, 0, 0, 0, 16, 0, key, key);
    cl_bare_encrypt_block(association, text, 0);
    cl_bare_unload(association);
    report("AES-128 block", is(text, "3925841d02dc09fbdc118597196a0b32"));
}

/* The vector has 20 octets of aad: RFC 4106 has 8 or 12, the API takes any number. */
static void gcm(void) {
    uint8_t key[20];
    uint8_t packet[20 + 8 + 60 + 16];
    int32_t where[] = {0, 20, 60, 0};
    uint8_t authentic = 0;
    hex(key, "feffe9928665731c6d6a8f9467308308cafebabe");
    hex(packet, "feedfacedeadbeeffeedfacedeadbeefabaddad2facedbaddecaf888");
    hex(packet + 28, "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
    int64_t association = cl_bare_load(20, 16, 0, 0, 0, 8, 16, key, key);
    int done = cl_bare_seal(packet, &association, where, 1);
    report("AES-GCM seals", done == 1 && is(packet + 28, "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                                                         "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
                                                         "5bc94fbc3221a5db94fae95ae7121a47"));
    cl_bare_open(packet, &association, where, 1, &authentic);
    report("AES-GCM opens", authentic == 1 && is(packet + 28, "d9313225f88406e5a55909c5aff5269a"));
    cl_bare_seal(packet, &association, where, 1);
    packet[40] ^= 1;
    cl_bare_open(packet, &association, where, 1, &authentic);
    report("AES-GCM refuses", authentic == 0);
    cl_bare_unload(association);
}

/* RFC 2202 test case 1: "Hi There" under 20 octets 0x0b, the aad of an empty packet. */
static void hmac(void) {
    uint8_t key[20];
    uint8_t packet[8 + 12] = "Hi There";
    int32_t where[] = {0, 8, 0, 0};
    memset(key, 0x0b, sizeof key);
    int64_t association = cl_bare_load(11, 0, 2, 20, 0, 0, 12, key, key);
    cl_bare_seal(packet, &association, where, 1);
    report("HMAC-SHA1-96", is(packet + 8, "b617318655057264e28bc0b6"));
    cl_bare_unload(association);
}

/* 32 packets of two suites at once, so that lanes fill; what was sealed is opened. */
static void burst(void) {
    enum { COUNT = 32, SLOT = 256, TEXT = 160 };
    static uint8_t slab[COUNT * SLOT];
    static uint8_t plain[COUNT * SLOT];
    uint8_t key[48];
    int64_t associations[COUNT];
    int32_t where[4 * COUNT];
    uint8_t authentic[COUNT];
    int good = 0;
    for (int i = 0; i < (int)sizeof key; i++) {
        key[i] = (uint8_t)(i * 5 + 1);
    }
    for (int i = 0; i < (int)sizeof slab; i++) {
        slab[i] = (uint8_t)(i * 7 + i / 256);
    }
    for (int i = 0; i < COUNT; i++) {
        associations[i] =
            i % 2 == 0 ? cl_bare_load(12, 16, 2, 20, 1, 16, 12, key, key + 16) : cl_bare_load(28, 32, 0, 0, 1, 8, 16, key, key);
        where[4 * i] = i * SLOT;
        where[4 * i + 1] = 8;
        where[4 * i + 2] = TEXT;
        where[4 * i + 3] = 3;
    }
    memcpy(plain, slab, sizeof slab);
    int done = cl_bare_seal(slab, associations, where, COUNT);
    slab[5 * SLOT + 30] ^= 4;
    slab[6 * SLOT + 30] ^= 4;
    cl_bare_open(slab, associations, where, COUNT, authentic);
    for (int i = 0; i < COUNT; i++) {
        int text = i * SLOT + 8 + (i % 2 == 0 ? 16 : 8);
        int changed = i == 5 || i == 6;
        good += authentic[i] == !changed && (changed || memcmp(slab + text, plain + text, TEXT) == 0);
        cl_bare_unload(associations[i]);
    }
    report("burst", done == COUNT && good == COUNT);
}

static void exhaustion(void) {
    static int64_t associations[CL_BARE_ASSOCIATIONS];
    uint8_t key[36] = {0};
    int loaded = 0;
    while (loaded < CL_BARE_ASSOCIATIONS && (associations[loaded] = cl_bare_load(28, 32, 0, 0, 0, 8, 16, key, key)) != 0) {
        loaded++;
    }
    int refused = cl_bare_load(28, 32, 0, 0, 0, 8, 16, key, key) == 0;
    for (int i = 0; i < loaded; i++) {
        cl_bare_unload(associations[i]);
    }
    report("every association once", loaded == CL_BARE_ASSOCIATIONS && refused && cl_bare_free_associations() == loaded);
}

static void exchanges(void) {
    uint8_t scalar[66];
    uint8_t point[132];
    hex(scalar, "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
    hex(point, "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
    int done = pk_multiply(31, point, scalar);
    report("X25519", done && is(point, "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
    hex(scalar, "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433");
    done = pk_multiply_generator(19, point, scalar);
    report("ECP-256", done && is(point, "dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180"
                                        "5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3"));
    point[63] ^= 1;
    report("ECP-256 refuses", !pk_multiply(19, point, scalar));
    /* 3^5 mod 2^127 - 1, which is prime */
    uint8_t prime[16];
    uint8_t base[16] = {0};
    uint8_t result[16];
    const uint8_t exponent[] = {5};
    memset(prime, 0xff, sizeof prime);
    prime[0] = 0x7f;
    base[15] = 3;
    done = pk_power(result, base, exponent, 1, prime, 16);
    report("power", done && is(result, "000000000000000000000000000000f3"));
}

int sallyport_main(void) {
    char word[16];
    int highest = board_option("highest", word, sizeof word) ? word[0] - '0' : 3;
    int level = cl_bare_start(highest);
    console_text("level: ");
    console_decimal((unsigned long)level);
    console_text("\n");
    if (board_option("absent", word, sizeof word)) {
        cl_absent();
    }
    if (level > 0) {
        block();
        gcm();
        hmac();
        burst();
        exhaustion();
    }
    exchanges();
    console_text(failures == 0 ? "all good\n" : "failed\n");
    return failures == 0 ? 0 : 9;
}
