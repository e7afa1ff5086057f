#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP cli
#define PARKATLAS_MESSAGE_TEXTS "base/messages_cli.def"
#include "base/message_group.inc"
