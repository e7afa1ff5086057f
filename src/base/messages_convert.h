#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP convert
#define PARKATLAS_MESSAGE_TEXTS "base/messages_convert.def"
#include "base/message_group.inc"
