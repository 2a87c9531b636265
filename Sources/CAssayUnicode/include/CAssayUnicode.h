#ifndef CASSAYUNICODE_H
#define CASSAYUNICODE_H

#include <stdint.h>

#endif
