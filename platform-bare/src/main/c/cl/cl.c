// SPDX-License-Identifier: Apache-2.0
/*
 * The native API of the crypto library (CL): bursts of packets in, bursts out, on offsets into one
 * slab, over the multi-buffer library libIPSec_MB. Layout of a packet and meaning of every number
 * are those of org.sallyport.engine.crypto.PacketTransform. No allocation and no system call: the
 * caller gives all memory, so the same file serves a JVM and a machine without an operating system.
 *
 * Not safe for two threads on one library. Nothing here trusts packet contents; offsets, lengths
 * and handles are the caller's own and checked by it.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define NO_COMPAT_IMB_API_053 /* its short names would take ours */
#include <intel-ipsec-mb.h>

#include "cl.h"

/* A small library is linked without the levels that want GFNI or AVX-512 (left-out.txt). */
#ifdef CL_SMALL
#define FLAGS IMB_FLAG_GFNI_OFF
#else
#define FLAGS 0
#endif

#define ALIGNED __attribute__((aligned(64)))

/* IKEv2 transform ids (RFC 7296 section 3.3.2); any other encryption is NULL. */
enum { AES_CBC = 12, AES_GCM_16 = 20, CHACHA20_POLY1305 = 28 };
enum { NO_INTEGRITY = 0, SHA1_96 = 2, SHA2_256_128 = 12, SHA2_384_192 = 13, SHA2_512_256 = 14 };

enum { CHUNK = 64, AEAD_ICV = 16, SALT = 4, MAX_ICV = 32, MAX_DIGEST = 64, MAX_BLOCK = 128 };

/* One SA in one direction. */
struct association {
    int32_t encryption;
    int32_t key_octets;
    int32_t integrity;
    int32_t extended;
    int32_t iv_octets;
    int32_t icv_octets;
    ALIGNED uint8_t inner[MAX_DIGEST];
    ALIGNED uint8_t outer[MAX_DIGEST];
    uint8_t salt[SALT];
    union {
        struct {
            ALIGNED uint8_t encrypt[16 * 15];
            ALIGNED uint8_t decrypt[16 * 15];
        } cbc;
        ALIGNED struct gcm_key_data gcm;
        ALIGNED uint8_t chacha[32];
    } key;
};

/* As the caller lays a packet out: four int32_t. */
struct packet {
    int32_t offset;
    int32_t aad_octets;
    int32_t text_octets;
    int32_t high_sequence;
};

/* What a packet needs while it is in work: never shared between two of one burst. */
struct work {
    ALIGNED uint8_t computed[MAX_DIGEST];
    uint8_t received[MAX_ICV];
    uint8_t nonce[12];
    uint8_t aad[12];
    int completed;
};

struct library {
    IMB_MGR *manager;
    struct work work[CHUNK];
};

static size_t rounded(size_t octets) {
    return (octets + 63) & ~(size_t)63;
}

EXPORT int64_t cl_library_octets(void) {
    return (int64_t)(rounded(sizeof(struct library)) + imb_get_mb_mgr_size());
}

EXPORT int64_t cl_association_octets(void) {
    return (int64_t)rounded(sizeof(struct association));
}

/*
 * Starts a library in zeroed memory aligned to 64, on the best instructions up to `highest` that
 * the processor has and the system saves. The level taken, CL_NONE without AES instructions.
 * libIPSec_MB's own choice looks at the processor alone.
 */
EXPORT int cl_start(struct library *library, int highest) {
    int level = cl_processor_level();
    uint8_t *behind = (uint8_t *)library + rounded(sizeof(struct library));
    if (level > highest) {
        level = highest;
    }
    if (level <= CL_NONE) {
        return CL_NONE;
    }
    library->manager = imb_set_pointers_mb_mgr(behind, FLAGS, 1);
    if (library->manager == NULL) {
        return CL_NONE;
    }
    switch (level) {
#ifndef CL_SMALL
    case CL_AVX512:
        init_mb_mgr_avx512(library->manager);
        break;
#endif
    case CL_SSE:
        init_mb_mgr_sse(library->manager);
        break;
    default:
        level = CL_AVX2;
        init_mb_mgr_avx2(library->manager);
        break;
    }
    return level;
}

static void hash_block(IMB_MGR *manager, int integrity, const uint8_t *block, uint8_t *state) {
    switch (integrity) {
    case SHA1_96:
        IMB_SHA1_ONE_BLOCK(manager, block, state);
        break;
    case SHA2_256_128:
        IMB_SHA256_ONE_BLOCK(manager, block, state);
        break;
    case SHA2_384_192:
        IMB_SHA384_ONE_BLOCK(manager, block, state);
        break;
    default:
        IMB_SHA512_ONE_BLOCK(manager, block, state);
        break;
    }
}

/* HMAC's two first blocks (RFC 2104), hashed once per key; keys are as long as the digest. */
static void load_hmac(IMB_MGR *manager, struct association *sa, const uint8_t *key, int octets) {
    uint8_t block[MAX_BLOCK];
    const uint8_t pads[2] = {0x36, 0x5c};
    for (int p = 0; p < 2; p++) {
        memset(block, pads[p], sizeof block);
        for (int i = 0; i < octets; i++) {
            block[i] ^= key[i];
        }
        hash_block(manager, sa->integrity, block, p == 0 ? sa->inner : sa->outer);
    }
    cl_wipe(block, sizeof block);
}

static void load_cipher(IMB_MGR *manager, struct association *sa, const uint8_t *key) {
    int octets = sa->key_octets;
    if (sa->encryption == AES_CBC) {
        uint8_t *encrypt = sa->key.cbc.encrypt;
        uint8_t *decrypt = sa->key.cbc.decrypt;
        switch (octets) {
        case 16:
            IMB_AES_KEYEXP_128(manager, key, encrypt, decrypt);
            break;
        case 24:
            IMB_AES_KEYEXP_192(manager, key, encrypt, decrypt);
            break;
        default:
            IMB_AES_KEYEXP_256(manager, key, encrypt, decrypt);
            break;
        }
    } else if (sa->encryption == AES_GCM_16) {
        switch (octets) {
        case 16:
            IMB_AES128_GCM_PRE(manager, key, &sa->key.gcm);
            break;
        case 24:
            IMB_AES192_GCM_PRE(manager, key, &sa->key.gcm);
            break;
        default:
            IMB_AES256_GCM_PRE(manager, key, &sa->key.gcm);
            break;
        }
        memcpy(sa->salt, key + octets, SALT);
    } else if (sa->encryption == CHACHA20_POLY1305) {
        memcpy(sa->key.chacha, key, octets);
        memcpy(sa->salt, key + octets, SALT);
    }
}

/* Loads keys into memory of cl_association_octets() aligned to 64. The salt follows the key. */
EXPORT void cl_load(struct library *library, struct association *sa, int encryption, int key_octets, int integrity,
                    int integrity_octets, int extended, int iv_octets, int icv_octets, const uint8_t *key,
                    const uint8_t *integrity_key) {
    memset(sa, 0, sizeof *sa);
    sa->encryption = encryption;
    sa->key_octets = key_octets;
    sa->integrity = integrity;
    sa->extended = extended;
    sa->iv_octets = iv_octets;
    sa->icv_octets = icv_octets;
    load_cipher(library->manager, sa, key);
    if (integrity != NO_INTEGRITY) {
        load_hmac(library->manager, sa, integrity_key, integrity_octets);
    }
}

/*
 * Encrypts one block in place with an association loaded as AES-CBC-128: makes IVs. One block of
 * CFB over zeros is the block cipher itself.
 */
EXPORT void cl_encrypt_block(struct library *library, const struct association *sa, uint8_t *slab, int offset) {
    ALIGNED uint8_t zeros[16] = {0};
    ALIGNED uint8_t block[16];
    ALIGNED uint8_t result[16];
    memcpy(block, slab + offset, sizeof block);
    IMB_AES128_CFB_ONE(library->manager, result, zeros, block, sa->key.cbc.encrypt, sizeof block);
    memcpy(slab + offset, result, sizeof result);
}

EXPORT void cl_unload(struct association *sa) {
    cl_wipe(sa, sizeof *sa);
}

static int is_aead(const struct association *sa) {
    return sa->encryption == AES_GCM_16 || sa->encryption == CHACHA20_POLY1305;
}

static void put_high(uint8_t *target, int32_t high) {
    uint32_t value = (uint32_t)high;
    target[0] = (uint8_t)(value >> 24);
    target[1] = (uint8_t)(value >> 16);
    target[2] = (uint8_t)(value >> 8);
    target[3] = (uint8_t)value;
}

/* 1 when equal, in a time that does not depend on the contents. */
static int equal(const uint8_t *left, const uint8_t *right, int octets) {
    uint8_t difference = 0;
    for (int i = 0; i < octets; i++) {
        difference |= left[i] ^ right[i];
    }
    return difference == 0;
}

/* What all jobs of a packet have in common. */
static IMB_JOB *new_job(struct library *library, struct work *work, uint8_t *start, const struct association *sa,
                        const struct packet *packet) {
    IMB_JOB *job = IMB_GET_NEXT_JOB(library->manager);
    uint64_t text = (uint64_t)packet->aad_octets + (uint64_t)sa->iv_octets;
    job->user_data = work;
    job->src = start;
    job->dst = start + text;
    job->cipher_start_src_offset_in_bytes = text;
    job->msg_len_to_cipher_in_bytes = (uint64_t)packet->text_octets;
    job->iv = start + packet->aad_octets;
    job->iv_len_in_bytes = 16;
    job->key_len_in_bytes = (uint64_t)sa->key_octets;
    job->cipher_mode = IMB_CIPHER_NULL;
    job->hash_alg = IMB_AUTH_NULL;
    job->auth_tag_output = work->computed;
    job->auth_tag_output_len_in_bytes = (uint64_t)sa->icv_octets;
    work->completed = 0;
    return job;
}

static void direct(IMB_JOB *job, int seals) {
    job->cipher_direction = seals ? IMB_DIR_ENCRYPT : IMB_DIR_DECRYPT;
    job->chain_order = seals ? IMB_ORDER_CIPHER_HASH : IMB_ORDER_HASH_CIPHER;
}

static void add_aead(IMB_JOB *job, struct work *work, uint8_t *start, const struct association *sa, const struct packet *packet) {
    const uint8_t *aad = start;
    uint64_t aad_octets = (uint64_t)packet->aad_octets;
    memcpy(work->nonce, sa->salt, SALT);
    memcpy(work->nonce + SALT, start + packet->aad_octets, 8);
    if (sa->extended) {
        memcpy(work->aad, start, 4);
        put_high(work->aad + 4, packet->high_sequence);
        memcpy(work->aad + 8, start + 4, 4);
        aad = work->aad;
        aad_octets = 12;
    }
    job->iv = work->nonce;
    job->iv_len_in_bytes = 12;
    job->hash_start_src_offset_in_bytes = job->cipher_start_src_offset_in_bytes;
    job->msg_len_to_hash_in_bytes = job->msg_len_to_cipher_in_bytes;
    if (sa->encryption == AES_GCM_16) {
        job->cipher_mode = IMB_CIPHER_GCM;
        job->hash_alg = IMB_AUTH_AES_GMAC;
        job->enc_keys = &sa->key.gcm;
        job->dec_keys = &sa->key.gcm;
        job->u.GCM.aad = aad;
        job->u.GCM.aad_len_in_bytes = aad_octets;
    } else {
        job->cipher_mode = IMB_CIPHER_CHACHA20_POLY1305;
        job->hash_alg = IMB_AUTH_CHACHA20_POLY1305;
        job->enc_keys = sa->key.chacha;
        job->dec_keys = sa->key.chacha;
        job->u.CHACHA20_POLY1305.aad = aad;
        job->u.CHACHA20_POLY1305.aad_len_in_bytes = aad_octets;
    }
}

static void add_cbc(IMB_JOB *job, const struct association *sa) {
    if (sa->encryption == AES_CBC && job->msg_len_to_cipher_in_bytes > 0) {
        job->cipher_mode = IMB_CIPHER_CBC;
        job->enc_keys = sa->key.cbc.encrypt;
        job->dec_keys = sa->key.cbc.decrypt;
    }
}

/*
 * The HMAC runs over contiguous octets, so the high half of an extended sequence number is written
 * where the ICV stands, directly behind the text; the ICV itself is computed beside the slab.
 */
static void add_hmac(IMB_JOB *job, uint8_t *start, const struct association *sa, const struct packet *packet) {
    uint64_t octets = job->cipher_start_src_offset_in_bytes + (uint64_t)packet->text_octets;
    switch (sa->integrity) {
    case SHA1_96:
        job->hash_alg = IMB_AUTH_HMAC_SHA_1;
        break;
    case SHA2_256_128:
        job->hash_alg = IMB_AUTH_HMAC_SHA_256;
        break;
    case SHA2_384_192:
        job->hash_alg = IMB_AUTH_HMAC_SHA_384;
        break;
    case SHA2_512_256:
        job->hash_alg = IMB_AUTH_HMAC_SHA_512;
        break;
    default:
        return;
    }
    job->hash_start_src_offset_in_bytes = 0;
    job->msg_len_to_hash_in_bytes = octets;
    job->u.HMAC._hashed_auth_key_xor_ipad = sa->inner;
    job->u.HMAC._hashed_auth_key_xor_opad = sa->outer;
    if (sa->extended) {
        put_high(start + octets, packet->high_sequence);
        job->msg_len_to_hash_in_bytes += 4;
    }
}

static void note(IMB_JOB *job) {
    if (job != NULL) {
        ((struct work *)job->user_data)->completed = job->status == IMB_STATUS_COMPLETED;
    }
}

static void submit(struct library *library) {
    note(IMB_SUBMIT_JOB(library->manager));
}

static void finish(struct library *library) {
    IMB_JOB *job;
    while ((job = IMB_FLUSH_JOB(library->manager)) != NULL) {
        note(job);
    }
}

static uint8_t *icv_of(uint8_t *slab, const struct association *sa, const struct packet *packet) {
    return slab + packet->offset + packet->aad_octets + sa->iv_octets + packet->text_octets;
}

static const struct association *association(const int64_t *handles, int index) {
    return (const struct association *)(uintptr_t)handles[index];
}

static int seal_chunk(struct library *library, uint8_t *slab, const int64_t *handles, const struct packet *packets, int count) {
    int completed = 0;
    for (int i = 0; i < count; i++) {
        const struct association *sa = association(handles, i);
        uint8_t *start = slab + packets[i].offset;
        struct work *work = &library->work[i];
        IMB_JOB *job = new_job(library, work, start, sa, &packets[i]);
        direct(job, 1);
        if (is_aead(sa)) {
            add_aead(job, work, start, sa, &packets[i]);
        } else {
            add_cbc(job, sa);
            add_hmac(job, start, sa, &packets[i]);
        }
        submit(library);
    }
    finish(library);
    for (int i = 0; i < count; i++) {
        const struct association *sa = association(handles, i);
        uint8_t *icv = icv_of(slab, sa, &packets[i]);
        memcpy(icv, library->work[i].computed, (size_t)sa->icv_octets);
        completed += library->work[i].completed;
    }
    return completed;
}

/* First pass of opening: AEADs whole, of the others the HMAC only. */
static void authenticate(struct library *library, uint8_t *slab, const int64_t *handles, const struct packet *packets,
                         int count) {
    for (int i = 0; i < count; i++) {
        const struct association *sa = association(handles, i);
        uint8_t *start = slab + packets[i].offset;
        struct work *work = &library->work[i];
        IMB_JOB *job = new_job(library, work, start, sa, &packets[i]);
        memcpy(work->received, icv_of(slab, sa, &packets[i]), (size_t)sa->icv_octets);
        direct(job, 0);
        if (is_aead(sa)) {
            add_aead(job, work, start, sa, &packets[i]);
        } else {
            add_hmac(job, start, sa, &packets[i]);
        }
        submit(library);
    }
    finish(library);
}

/* Second pass: CBC of what proved authentic. */
static void decrypt(struct library *library, uint8_t *slab, const int64_t *handles, const struct packet *packets, int count,
                    const uint8_t *authentic) {
    for (int i = 0; i < count; i++) {
        const struct association *sa = association(handles, i);
        if (!authentic[i] || sa->encryption != AES_CBC || packets[i].text_octets == 0) {
            continue;
        }
        IMB_JOB *job = new_job(library, &library->work[i], slab + packets[i].offset, sa, &packets[i]);
        direct(job, 0);
        add_cbc(job, sa);
        submit(library);
    }
    finish(library);
}

static void open_chunk(struct library *library, uint8_t *slab, const int64_t *handles, const struct packet *packets, int count,
                       uint8_t *authentic) {
    authenticate(library, slab, handles, packets, count);
    for (int i = 0; i < count; i++) {
        const struct association *sa = association(handles, i);
        struct work *work = &library->work[i];
        uint8_t *icv = icv_of(slab, sa, &packets[i]);
        authentic[i] = (uint8_t)(work->completed && equal(work->computed, work->received, sa->icv_octets));
        memcpy(icv, work->received, (size_t)sa->icv_octets);
        if (!authentic[i] && is_aead(sa)) {
            memset(icv - packets[i].text_octets, 0, (size_t)packets[i].text_octets);
        }
    }
    decrypt(library, slab, handles, packets, count, authentic);
    for (int i = 0; i < count; i++) {
        authentic[i] &= (uint8_t)library->work[i].completed;
    }
}

/* Seals every packet; returns how many went well, which is all unless the caller made a mistake. */
EXPORT int cl_seal(struct library *library, uint8_t *slab, const int64_t *handles, const struct packet *packets, int count) {
    int completed = 0;
    for (int done = 0; done < count; done += CHUNK) {
        int chunk = count - done < CHUNK ? count - done : CHUNK;
        completed += seal_chunk(library, slab, handles + done, packets + done, chunk);
    }
    return completed;
}

/*
 * Opens every packet; authentic[i] becomes 1 or 0. HMACs are checked before anything is decrypted.
 * AEADs decrypt while they authenticate: the text of a packet that is refused is zeroed.
 */
EXPORT void cl_open(struct library *library, uint8_t *slab, const int64_t *handles, const struct packet *packets, int count,
                    uint8_t *authentic) {
    for (int done = 0; done < count; done += CHUNK) {
        int chunk = count - done < CHUNK ? count - done : CHUNK;
        open_chunk(library, slab, handles + done, packets + done, chunk, authentic + done);
    }
}
