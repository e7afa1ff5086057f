#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP check
#define PARKATLAS_MESSAGE_TEXTS "base/messages_check.def"
#include "base/message_group.inc"
