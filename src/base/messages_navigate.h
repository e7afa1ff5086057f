#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP navigate
#define PARKATLAS_MESSAGE_TEXTS "base/messages_navigate.def"
#include "base/message_group.inc"
