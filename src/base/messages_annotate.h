#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP annotate
#define PARKATLAS_MESSAGE_TEXTS "base/messages_annotate.def"
#include "base/message_group.inc"
