#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP measures
#define PARKATLAS_MESSAGE_TEXTS "base/messages_measures.def"
#include "base/message_group.inc"
