// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/profile.h"
namespace stevedore {
}
