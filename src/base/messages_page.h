#pragma once

#include "base/messages.h"

#define PARKATLAS_MESSAGE_GROUP page
#define PARKATLAS_MESSAGE_TEXTS "base/messages_page.def"
#include "base/message_group.inc"
