// SPDX-License-Identifier: Apache-2.0
/* Named by the generated C, needed by none of it. */
