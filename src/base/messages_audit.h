#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP audit
#define PARKATLAS_MESSAGE_TEXTS "base/messages_audit.def"
#include "base/message_group.inc"
