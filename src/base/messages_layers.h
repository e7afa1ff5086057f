#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP layers
#define PARKATLAS_MESSAGE_TEXTS "base/messages_layers.def"
#include "base/message_group.inc"
