// SPDX-License-Identifier: Apache-2.0
/* libIPSec_MB's header wants it and uses nothing of it. */
#ifndef SALLYPORT_ERRNO_H
#define SALLYPORT_ERRNO_H

#endif
