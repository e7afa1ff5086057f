#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP tools
#define PARKATLAS_MESSAGE_TEXTS "base/messages_tools.def"
#include "base/message_group.inc"
