// SPDX-License-Identifier: Apache-2.0
/* The native crypto library of the bare machine, in cl/; org.sallyport.bare.crypto.LinkedNativeCrypto calls it. */
#ifndef SALLYPORT_CRYPTO_H
#define SALLYPORT_CRYPTO_H

#include <stdint.h>

/* How many SAs in one direction, with one more for the IVs of each that sends by CBC. */
#define CL_BARE_ASSOCIATIONS 4096

/* Points %fs to a canary of its own, before any function of the two libraries runs. */
void cl_guard_start(void);

/* The level started, up to `highest`; 0 when the processor has no AES instructions. */
int32_t cl_bare_start(int32_t highest);

/* An association with keys loaded, or 0 when all are in use; the salt follows the key. */
int64_t cl_bare_load(int32_t encryption, int32_t key_octets, int32_t integrity, int32_t integrity_octets, int32_t extended,
                     int32_t iv_octets, int32_t icv_octets, const uint8_t *key, const uint8_t *integrity_key);
void cl_bare_unload(int64_t association);
int32_t cl_bare_free_associations(void);

void cl_bare_encrypt_block(int64_t association, uint8_t *slab, int32_t offset);
int32_t cl_bare_seal(uint8_t *slab, const int64_t *associations, const int32_t *packets, int32_t count);
void cl_bare_open(uint8_t *slab, const int64_t *associations, const int32_t *packets, int32_t count, uint8_t *authentic);

/* Key exchange, see cl/pk.c; these need no special instructions, but cl_bare_start() before. */
int pk_power(uint8_t *result, const uint8_t *base, const uint8_t *exponent, int32_t exponent_octets, const uint8_t *prime,
             int32_t prime_octets);
int pk_multiply(int32_t group, uint8_t *point, const uint8_t *scalar);
int pk_multiply_generator(int32_t group, uint8_t *point, const uint8_t *scalar);

#endif
