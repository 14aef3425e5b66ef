// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/loopbackpage.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

struct LoopbackPageText
{
    Q_DECLARE_TR_FUNCTIONS(LoopbackPage)
};

QByteArray page(const QByteArray& status, const QString& title, const QString& sentence)
{
    const QByteArray body =
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">"
        "<title>Stevedore</title><style>body{font:16px/1.5 sans-serif;max-width:34em;margin:4em auto;padding:0 1em;"
        "color-scheme:light dark}h1{font-size:1.3em}</style></head><body><h1>" +
        title.toHtmlEscaped().toUtf8() + "</h1><p>" + sentence.toHtmlEscaped().toUtf8() + "</p></body></html>\n";
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
           "form-action 'none'; frame-ancestors 'none'\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: "
           "nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n" +
           body;
}

} // namespace

QByteArray loopbackPage(const LoopbackRequest& request)
{
    switch (request.kind) {
    case LoopbackRequest::Kind::Answer:
        if (!request.answer.error.isEmpty())
            return page("200 OK", LoopbackPageText::tr("Not signed in"),
                        LoopbackPageText::tr(
                            "The CRM gave Stevedore no access. You can close this page; the program says what to do."));
        return page(
            "200 OK", LoopbackPageText::tr("Stevedore has the answer"),
            LoopbackPageText::tr("You can close this page and go back to the program, which finishes the sign-in."));
    case LoopbackRequest::Kind::OtherPath:
        return page("404 Not Found", LoopbackPageText::tr("Nothing here"),
                    LoopbackPageText::tr("Only the answer of the sign-in is received here."));
    case LoopbackRequest::Kind::OtherVerb:
        return page("405 Method Not Allowed\r\nAllow: GET", LoopbackPageText::tr("Nothing here"),
                    LoopbackPageText::tr("Only the answer of the sign-in is received here."));
    case LoopbackRequest::Kind::NotOurs:
        return page("403 Forbidden", LoopbackPageText::tr("Not the answer that is waited for"),
                    LoopbackPageText::tr(
                        "This request does not belong to the sign-in that Stevedore has begun. Go back to the program "
                        "and start the sign-in again there."));
    case LoopbackRequest::Kind::Unreadable:
        break;
    }
    return page("400 Bad Request", LoopbackPageText::tr("Not understood"),
                LoopbackPageText::tr("This request is not one that a browser sends at the end of a sign-in."));
}

QByteArray tooLongPage()
{
    return page("431 Request Header Fields Too Large", LoopbackPageText::tr("Not understood"),
                LoopbackPageText::tr("This request is longer than the answer of a sign-in can be."));
}

} // namespace stevedore
