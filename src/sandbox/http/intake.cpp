// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/intake.h"

#include <QFile>
#include <QUrlQuery>
#include <QUuid>

#include <httplib.h>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostHeldInPart =
    qsizetype(64) * 1024; // of a part that is no file: the fields of a token call are short

/// The parts of a multipart body as they come in.
class PartWriter
{
public:
    explicit PartWriter(QString folder) : m_folder(std::move(folder)) {}
    ~PartWriter()
    {
        m_file.reset();
        if (!m_kept)
            for (const Part& part : m_parts)
                if (!part.path.isEmpty())
                    QFile::remove(part.path);
    }
    Q_DISABLE_COPY_MOVE(PartWriter)

    bool begin(const httplib::MultipartFormData& head)
    {
        m_file.reset();
        if (m_parts.size() >= Intake::mostParts)
            return false;
        Part part;
        part.name = QString::fromStdString(head.name);
        part.fileName = QString::fromStdString(head.filename);
        if (!head.filename.empty()) {
            part.path = m_folder + u"/incoming-"_s + QUuid::createUuid().toString(QUuid::Id128);
            m_file = std::make_unique<QFile>(part.path);
            m_diskFull = !m_file->open(QIODevice::WriteOnly) || m_diskFull;
        }
        m_parts.push_back(std::move(part));
        return true;
    }

    bool add(const char* bytes, std::size_t size)
    {
        if (m_parts.empty())
            return false;
        Part& part = m_parts.back();
        const auto count = static_cast<qint64>(size);
        if (!m_file) {
            part.bytes.append(bytes, count);
            part.size = part.bytes.size();
            return part.size <= mostHeldInPart;
        }
        // What is beyond the limit is read to its end, so that the client gets its answer, but not kept.
        const qint64 room = std::min(count, Intake::mostFileBytes + 1 - part.size);
        m_diskFull = m_diskFull || m_file->write(bytes, room) != room;
        part.size += room;
        return true;
    }

    /// Nothing if the disk did not take it all.
    std::optional<std::vector<Part>> finish()
    {
        m_diskFull = m_diskFull || (m_file && !m_file->flush());
        m_file.reset();
        if (m_diskFull)
            return std::nullopt;
        m_kept = true;
        return std::move(m_parts);
    }

private:
    QString m_folder;
    std::vector<Part> m_parts;
    std::unique_ptr<QFile> m_file;
    bool m_diskFull = false;
    bool m_kept = false;
};

} // namespace

Request Intake::head(const httplib::Request& raw)
{
    Request request;
    request.method = QString::fromStdString(raw.method);
    request.segments = QString::fromStdString(raw.path).split(u'/', Qt::SkipEmptyParts);
    for (const auto& [name, value] : raw.params)
        if (!name.empty())
            request.parameters.insert(QString::fromStdString(name), QString::fromStdString(value));
    for (const auto& [name, value] : raw.headers)
        request.headers.insert(QString::fromStdString(name).toLower(), QString::fromStdString(value));
    return request;
}

ApiResult<Request> Intake::multipart(Request request, const httplib::ContentReader& body) const
{
    PartWriter parts(m_folder);
    const bool read = body([&](const httplib::MultipartFormData& head) { return parts.begin(head); },
                           [&](const char* bytes, std::size_t size) { return parts.add(bytes, size); });
    if (!read) {
        request.unreadable = true;
        return request;
    }
    auto kept = parts.finish();
    if (!kept)
        return refuse(u"INTERNAL_ERROR"_s, u"Internal Server Error"_s, {}, 500);
    request.parts = std::move(*kept);
    return request;
}

ApiResult<Request> Intake::whole(const httplib::Request& raw, const httplib::ContentReader& body) const
{
    Request request = head(raw);
    // The library would wait for the connection to end, which a DELETE without a body does not mean.
    if (!raw.has_header("Content-Length") && !raw.has_header("Transfer-Encoding"))
        return request;
    if (raw.is_multipart_form_data())
        return multipart(std::move(request), body);
    bool tooLarge = false;
    const bool read = body([&](const char* bytes, std::size_t size) {
        tooLarge = tooLarge || request.body.size() + static_cast<qint64>(size) > mostBodyBytes;
        if (!tooLarge)
            request.body.append(bytes, static_cast<qsizetype>(size));
        return true;
    });
    request.unreadable = !read;
    if (tooLarge)
        return refuse(u"FILE_TOO_LARGE"_s, u"File size too large to process"_s, {}, 413);
    if (request.header(u"content-type"_s).startsWith(u"application/x-www-form-urlencoded"_s, Qt::CaseInsensitive)) {
        const QUrlQuery form(QString::fromUtf8(QByteArray(request.body).replace('+', "%20")));
        for (const auto& [name, value] : form.queryItems(QUrl::FullyDecoded))
            if (!name.isEmpty())
                request.parameters.insert(name, value);
    }
    return request;
}

} // namespace stevedore::sandbox
