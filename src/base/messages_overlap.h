#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP overlap
#define PARKATLAS_MESSAGE_TEXTS "base/messages_overlap.def"
#include "base/message_group.inc"
