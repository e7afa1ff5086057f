#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP common
#define PARKATLAS_MESSAGE_TEXTS "base/messages_common.def"
#include "base/message_group.inc"
