// SPDX-License-Identifier: Apache-2.0
/*
 * The key exchange API of the native crypto library on BearSSL, whose arithmetic is constant-time:
 * no table look-up and no branch on a secret, only the length of an exponent shows
 * (bearssl.org/constanttime.html; bearssl_ec.h says so of points, valid or not).
 *
 * Modular exponentiation has no public name in BearSSL 0.6 that takes 8192 bits, so its inner
 * functions are used: big integers as 31-bit words behind a word that holds their length.
 */
#include <bearssl/bearssl_ec.h>

#include "cl.h"

/* src/inner.h of BearSSL 0.6 */
uint32_t br_i31_ninv31(uint32_t low);
void br_i31_decode(uint32_t *number, const void *octets, size_t length);
uint32_t br_i31_decode_mod(uint32_t *number, const void *octets, size_t length, const uint32_t *modulus);
void br_i31_encode(void *octets, size_t length, const uint32_t *number);
uint32_t br_i62_modpow_opt(uint32_t *number, const unsigned char *exponent, size_t exponent_length, const uint32_t *modulus,
                           uint32_t inverse, uint64_t *scratch, size_t scratch_words);

/* IKEv2 transform ids (RFC 7296 section 3.3.2) of what is not MODP. */
enum { ECP_256 = 19, ECP_384 = 20, ECP_521 = 21, X25519 = 31 };

enum {
    MAX_BITS = 8192,
    WORDS_31 = MAX_BITS / 31 + 3,
    WORDS_62 = (WORDS_31 + 1) / 2,
    WINDOW = 16, /* 2^4 powers: half the stack of BearSSL's largest, a few percent slower */
    SCRATCH = (WINDOW + 4) * WORDS_62,
    MAX_POINT = 1 + 2 * 66
};

/*
 * result = base^exponent mod prime, all big-endian; result and base are as long as the prime.
 * 1, or 0 when the prime is even or too long or the base is not below it.
 */
EXPORT int pk_power(uint8_t *result, const uint8_t *base, const uint8_t *exponent, int32_t exponent_octets, const uint8_t *prime,
                    int32_t prime_octets) {
    uint32_t modulus[WORDS_31];
    uint32_t number[WORDS_31];
    uint64_t scratch[SCRATCH];
    uint32_t done;
    size_t length = (size_t)prime_octets;
    if (prime_octets <= 0 || prime_octets > MAX_BITS / 8 || (prime[length - 1] & 1) == 0) {
        return 0;
    }
    br_i31_decode(modulus, prime, length);
    done = br_i31_decode_mod(number, base, length, modulus);
    done &= br_i62_modpow_opt(number, exponent, (size_t)exponent_octets, modulus, br_i31_ninv31(modulus[1]), scratch, SCRATCH);
    br_i31_encode(result, length, number);
    cl_wipe(number, sizeof number);
    cl_wipe(scratch, sizeof scratch);
    return (int)done;
}

/* A group as BearSSL knows it. */
struct curve {
    const br_ec_impl *implementation;
    int id;
    size_t coordinate_octets;
    int is_ecp;
};

static int find_curve(int32_t group, struct curve *curve) {
    switch (group) {
    case ECP_256:
        *curve = (struct curve){&br_ec_p256_m31, BR_EC_secp256r1, 32, 1};
        break;
    case ECP_384:
        *curve = (struct curve){&br_ec_prime_i31, BR_EC_secp384r1, 48, 1};
        break;
    case ECP_521:
        *curve = (struct curve){&br_ec_prime_i31, BR_EC_secp521r1, 66, 1};
        break;
    case X25519:
        *curve = (struct curve){&br_ec_c25519_m31, BR_EC_curve25519, 32, 0};
        break;
    default:
        return 0;
    }
    return 1;
}

static size_t point_octets(const struct curve *curve) {
    return curve->is_ecp ? 1 + 2 * curve->coordinate_octets : curve->coordinate_octets;
}

/*
 * point = scalar * point, the point as x | y or u and without the octet 4 that BearSSL puts first,
 * the scalar as long as a coordinate: big-endian, X25519 as in RFC 7748 and clamped by BearSSL.
 * 1, or 0 when the point is not of the group; the point is then left as it was.
 */
EXPORT int pk_multiply(int32_t group, uint8_t *point, const uint8_t *scalar) {
    uint8_t encoded[MAX_POINT];
    struct curve curve;
    if (!find_curve(group, &curve)) {
        return 0;
    }
    size_t prefix = (size_t)curve.is_ecp;
    size_t octets = point_octets(&curve);
    encoded[0] = 4;
    memcpy(encoded + prefix, point, octets - prefix);
    if (!curve.is_ecp) {
        encoded[31] &= 0x7f; /* RFC 7748 section 5 */
    }
    uint32_t done = curve.implementation->mul(encoded, octets, scalar, curve.coordinate_octets, curve.id);
    if (done) {
        memcpy(point, encoded + prefix, octets - prefix);
    }
    cl_wipe(encoded, sizeof encoded);
    return (int)done;
}

/* point = scalar * generator, which is how a public value is made. */
EXPORT int pk_multiply_generator(int32_t group, uint8_t *point, const uint8_t *scalar) {
    uint8_t encoded[MAX_POINT];
    struct curve curve;
    if (!find_curve(group, &curve)) {
        return 0;
    }
    size_t prefix = (size_t)curve.is_ecp;
    size_t octets = point_octets(&curve);
    size_t made = curve.implementation->mulgen(encoded, scalar, curve.coordinate_octets, curve.id);
    memcpy(point, encoded + prefix, octets - prefix);
    return made == octets;
}
