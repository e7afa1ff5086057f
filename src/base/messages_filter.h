#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP filter
#define PARKATLAS_MESSAGE_TEXTS "base/messages_filter.def"
#include "base/message_group.inc"
