// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importsmodel.h"

#include <QWidget>

#include <map>

class QLabel;
class QVBoxLayout;

namespace stevedore::ui {

class CardButton;
class RailItem;

/// What the rail says of the connection.
struct RailConnection
{
    QString org;
    QString detail; ///< data centre and user
    QString kind;
    bool production = false;
    QString state; ///< credits left, "signing in", or what failed
    Meaning meaning = Meaning::None;
    bool operator==(const RailConnection&) const = default;
};

/// The left edge of the window: the connection, the places, and the recent imports with their state.
class Rail final : public QWidget
{
    Q_OBJECT

public:
    enum Place { Imports, Exports, Connections, Settings, Help };

    explicit Rail(QWidget* parent = nullptr);
    void setConnection(const RailConnection& connection);
    void setImports(const QList<RailImport>& imports);
    void setPlace(Place place, ImportId current);
    void setFolded(bool folded);
    bool isFolded() const { return m_folded; }

Q_SIGNALS:
    void placeChosen(stevedore::ui::Rail::Place place);
    void importChosen(stevedore::ImportId id);

private:
    RailItem* addPlace(Place place, const QString& icon, const QString& name, const QString& objectName);
    void fillCard();

    RailConnection m_connection;
    CardButton* m_card;
    QLabel* m_org;
    QLabel* m_detail;
    QLabel* m_kind;
    QLabel* m_state;
    QLabel* m_recent;
    std::map<Place, RailItem*> m_places;
    QVBoxLayout* m_list;
    QList<RailImport> m_shown;
    QList<RailItem*> m_items;
    ImportId m_current;
    bool m_folded = false;
};

} // namespace stevedore::ui
