#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP frames
#define PARKATLAS_MESSAGE_TEXTS "base/messages_frames.def"
#include "base/message_group.inc"
