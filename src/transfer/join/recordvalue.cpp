// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/join/recordvalue.h"

#include "crm/jsonvalue.h"
#include "transfer/dryrun/cellforms.h"
#include "transfer/join/echo.h"

#include <QString>

#include <cmath>

namespace stevedore {

namespace {

bool textsDiffer(std::string_view sent, const QJsonValue& shown)
{
    if (!shown.isString() && !shown.isNull())
        return false;
    const std::string text = shown.toString().toStdString();
    if (text == sent)
        return false;
    std::string sentEcho;
    std::string shownEcho;
    appendEchoCell(sentEcho, sent);
    appendEchoCell(shownEcho, text);
    return shown.isNull() || !mayBeEchoOf(normalEcho(sentEcho), normalEcho(shownEcho));
}

bool wholeNumbersDiffer(std::string_view sent, const QJsonValue& shown)
{
    std::string sentForm;
    std::string shownForm;
    return appendNumberForm(sent, sentForm) && appendNumberForm(textOf(shown).toStdString(), shownForm) &&
           sentForm != shownForm;
}

bool decimalsDiffer(std::string_view sent, const QJsonValue& shown)
{
    bool readable = false;
    const double number = QString::fromUtf8(sent.data(), qsizetype(sent.size())).toDouble(&readable);
    return readable && shown.isDouble() && std::abs(number - shown.toDouble()) >= mostRounding;
}

bool datesDiffer(std::string_view sent, const QJsonValue& shown)
{
    constexpr std::size_t isoDate = 10;
    const std::string text = shown.toString().toStdString();
    return sent.size() == isoDate && text.size() == isoDate && text != sent;
}

bool truthDiffers(std::string_view sent, const QJsonValue& shown)
{
    return shown.isBool() && (sent == "true" || sent == "false") && (sent == "true") != shown.toBool();
}

} // namespace

bool isComparable(FieldType type)
{
    switch (type) {
    case FieldType::Text:
    case FieldType::TextArea:
    case FieldType::Email:
    case FieldType::Phone:
    case FieldType::Website:
    case FieldType::Boolean:
    case FieldType::Integer:
    case FieldType::BigInt:
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent:
    case FieldType::Date:
        return true;
    case FieldType::Picklist:
    case FieldType::MultiPicklist:
    case FieldType::DateTime:
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Unsupported:
        return false;
    }
    Q_UNREACHABLE();
}

bool differsForCertain(std::string_view sent, const QJsonValue& shown, const Field& field)
{
    if (sent.empty() || shown.isUndefined() || !isComparable(field.type))
        return false;
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::BigInt:
        return wholeNumbersDiffer(sent, shown);
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent:
        return decimalsDiffer(sent, shown);
    case FieldType::Date:
        return datesDiffer(sent, shown);
    case FieldType::Boolean:
        return truthDiffers(sent, shown);
    default:
        return textsDiffer(sent, shown);
    }
}

} // namespace stevedore
