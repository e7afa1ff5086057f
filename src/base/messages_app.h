#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP app
#define PARKATLAS_MESSAGE_TEXTS "base/messages_app.def"
#include "base/message_group.inc"
