#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP steps
#define PARKATLAS_MESSAGE_TEXTS "base/messages_steps.def"
#include "base/message_group.inc"
