#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP sheet
#define PARKATLAS_MESSAGE_TEXTS "base/messages_sheet.def"
#include "base/message_group.inc"
