#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP viewer
#define PARKATLAS_MESSAGE_TEXTS "base/messages_viewer.def"
#include "base/message_group.inc"
