#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP labels
#define PARKATLAS_MESSAGE_TEXTS "base/messages_labels.def"
#include "base/message_group.inc"
