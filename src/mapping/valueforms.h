// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace stevedore {

/// The form the CRM asks of e-mail addresses, without its limit of 100 characters (Zoho CRM API v8, Insert records,
/// field type Email): the local part begins with a letter, digit, '+', '-' or '_' and goes on with those or
/// !#$%&'*/=?^`{|}~. ; the domain has 4 to 256 characters and labels of letters and digits with '-' and '_' inside; the
/// last label is 2 to 22 letters. Letters are those of every script.
bool isEmailForm(std::string_view text);

/// The form of a web address: scheme and "www." may be left out, the host has at least two labels.
bool isUrlForm(std::string_view text);

/// Digits only.
bool isRecordIdForm(std::string_view text);

} // namespace stevedore
