#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP errors
#define PARKATLAS_MESSAGE_TEXTS "base/messages_errors.def"
#include "base/message_group.inc"
