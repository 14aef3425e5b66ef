// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/signin/signinrequest.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace stevedore::ui {

/// How the sign-in of a new connection stands, for the form.
struct SignInFacts
{
    enum class Step {
        None,
        Browser, ///< waiting for the browser's answer
        Code,    ///< the code is being exchanged
        Done,
        Refused,
    };
    Step step = Step::None;
    QString text; ///< with Done and Refused
    QUrl page;    ///< with Browser, if no browser could be opened: what the person has to open
    bool operator==(const SignInFacts&) const = default;
};

/// The form for a new connection: with the browser, with the code of a self client, or with a refresh token. Secrets
/// are cleared from its fields as soon as they were handed on.
class ConnectionForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget* parent = nullptr);

    void setFacts(const SignInFacts& facts);
    /// Where secrets are kept; a sentence.
    void setSecretsText(const QString& sentence);

Q_SIGNALS:
    /// By the browser or with its code.
    void signInWanted(const stevedore::SignInRequest& request);
    void tokenGiven(const stevedore::SignInRequest& request, const QString& refreshToken);
    void openAgainWanted();
    void cancelWanted();

private:
    enum Way { Browser, Code, Token };

    QWidget* makeWays();
    void makeRows();
    void makeMore();
    void makeEnd(QWidget* pane);
    Way way() const;
    bool isLocal() const;
    SignInRequest request() const;
    QStringList missing() const;
    void fillRows();
    void fillNote();
    void fillEnd();
    void showEnd();
    void take();

    SignInFacts m_facts;
    QString m_secretsText;
    bool m_more = false;
    QButtonGroup* m_ways;
    QFormLayout* m_rows;
    QLineEdit* m_name;
    QComboBox* m_centre;
    QComboBox* m_kind;
    QLineEdit* m_localAddress;
    QLineEdit* m_clientId;
    QLineEdit* m_clientSecret;
    QLineEdit* m_code;
    QLineEdit* m_refreshToken;
    QLineEdit* m_scopes;
    QLineEdit* m_uploadHost;
    QSpinBox* m_port;
    QPushButton* m_moreLink;
    QLabel* m_note;
    QLabel* m_state;
    QLineEdit* m_page;
    QPushButton* m_add;
    QPushButton* m_cancel;
    QPushButton* m_openAgain;
};

} // namespace stevedore::ui
