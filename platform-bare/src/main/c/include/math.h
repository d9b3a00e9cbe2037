// SPDX-License-Identifier: Apache-2.0
/* What the generated C asks of a mathematics library. The engine counts in whole numbers. */
#ifndef SALLYPORT_MATH_H
#define SALLYPORT_MATH_H

#define NAN __builtin_nanf("")
#define INFINITY __builtin_inff()
#define isnan(value) __builtin_isnan(value)
#define isinf(value) __builtin_isinf_sign(value)
#define isfinite(value) __builtin_isfinite(value)

double fmod(double dividend, double divisor);
float fmodf(float dividend, float divisor);
double floor(double value);
double ceil(double value);
double round(double value);
double sqrt(double value);
double log(double value);
double exp(double value);
double pow(double base, double exponent);

#endif
