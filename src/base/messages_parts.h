#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP parts
#define PARKATLAS_MESSAGE_TEXTS "base/messages_parts.def"
#include "base/message_group.inc"
