// SPDX-License-Identifier: Apache-2.0
/* libIPSec_MB's header wants it; nothing of ours asserts in C. */
#ifndef SALLYPORT_ASSERT_H
#define SALLYPORT_ASSERT_H

#define assert(condition) ((void)0)

#endif
