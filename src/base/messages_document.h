#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP document
#define PARKATLAS_MESSAGE_TEXTS "base/messages_document.def"
#include "base/message_group.inc"
