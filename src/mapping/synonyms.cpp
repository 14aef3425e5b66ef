// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/synonyms.h"

#include "mapping/targets.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

enum class Holds { Words, OwnText, Email, Phone, Day, Number, Flag, Address };

bool fits(Holds what, FieldType type)
{
    switch (what) {
    case Holds::Words:
        return type == FieldType::Text || type == FieldType::TextArea || type == FieldType::Picklist ||
               type == FieldType::Lookup || type == FieldType::Owner;
    case Holds::OwnText:
        return type == FieldType::Text;
    case Holds::Email:
        return type == FieldType::Email;
    case Holds::Phone:
        return type == FieldType::Phone || type == FieldType::Text;
    case Holds::Day:
        return isDateType(type);
    case Holds::Number:
        return type == FieldType::Integer || type == FieldType::BigInt || type == FieldType::Decimal ||
               type == FieldType::Currency || type == FieldType::Percent;
    case Holds::Flag:
        return type == FieldType::Boolean;
    case Holds::Address:
        return type == FieldType::Website || type == FieldType::Text;
    }
    return false;
}

/// Names in plain form and the api_names they may mean, both parted by '|', the most usual field first.
struct Group
{
    Holds holds;
    const char* names;
    const char* fields;
};

constexpr std::array groups{
    Group{Holds::Email,
          "email|mail|emailaddress|mailaddress|emailadresse|mailadresse|primaryemail|workemail|businessemail|emailwork|"
          "officeemail|courriel|adresseemail|adressemail|correo|correoelectronico",
          "Email"},
    Group{Holds::Email, "secondaryemail|email2|otheremail|privateemail|alternateemail|zweiteemail|emailprivat",
          "Secondary_Email"},
    Group{
        Holds::Phone,
        "phone|tel|telephone|telefon|phonenumber|telephonenumber|telefonnummer|telnr|telno|phoneno|rufnummer|festnetz|"
        "workphone|businessphone|officephone|telefono|numerodetelephone",
        "Phone"},
    Group{Holds::Phone,
          "mobile|cell|cellphone|mobilephone|mobilenumber|mobileno|cellnumber|handy|handynummer|mobil|mobilnummer|"
          "mobiltelefon|portable|movil|celular",
          "Mobile"},
    Group{Holds::Phone, "fax|faxnumber|faxnummer|telefax", "Fax"},
    Group{Holds::Phone, "homephone|privatephone|telefonprivat|privattelefon", "Home_Phone"},
    Group{Holds::Day,
          "born|birthday|birthdate|dateofbirth|dob|geburtsdatum|geburtstag|geboren|geborenam|datedenaissance|"
          "fechadenacimiento",
          "Date_of_Birth"},
    Group{Holds::Day, "closingdate|closedate|expectedclose|closeson|abschlussdatum|fechadecierre", "Closing_Date"},
    Group{Holds::Day, "duedate|due|faelligam|fallig|falligam|faelligkeit|falligkeit", "Due_Date"},
    Group{Holds::Words, "salutation|anrede|civilite|tratamiento", "Salutation"},
    Group{Holds::Words, "firstname|vorname|givenname|forename|prenom|nombre", "First_Name"},
    Group{Holds::Words, "lastname|surname|familyname|nachname|familienname|zuname|nomdefamille|apellido|apellidos",
          "Last_Name"},
    Group{Holds::OwnText, "name|fullname|contactname|nom",
          "Name|Account_Name|Deal_Name|Product_Name|Vendor_Name|Campaign_Name|Last_Name"},
    Group{Holds::Words,
          "company|companyname|firma|firmenname|account|accountname|organisation|organization|organisationname|"
          "organizationname|unternehmen|customer|kunde|employer|arbeitgeber|entreprise|societe|empresa",
          "Company|Account_Name"},
    Group{Holds::Words, "source|leadsource|herkunft|quelle|leadquelle|origin|channel|kanal|fuente|origine",
          "Lead_Source"},
    Group{Holds::Words, "status|leadstatus|zustand|estado", "Lead_Status|Status|Stage"},
    Group{Holds::Words,
          "jobtitle|job|position|title|role|function|funktion|berufsbezeichnung|stelle|puesto|cargo|fonction|poste",
          "Title|Designation"},
    Group{Holds::Words, "department|dept|abteilung|departement|departamento", "Department"},
    Group{
        Holds::Words,
        "street|address|streetaddress|address1|addressline1|strasse|str|strassehausnummer|strassenr|anschrift|adresse|"
        "rue|calle|direccion",
        "Street|Mailing_Street|Billing_Street"},
    Group{Holds::Words, "city|town|ort|stadt|wohnort|ville|ciudad", "City|Mailing_City|Billing_City"},
    Group{Holds::Words, "state|province|region|county|bundesland|kanton|provincia",
          "State|Mailing_State|Billing_State"},
    Group{Holds::Words, "zip|zipcode|postcode|postalcode|postal|plz|postleitzahl|codepostal|cp|codigopostal",
          "Zip_Code|Mailing_Zip|Billing_Code|Postal_Code"},
    Group{Holds::Words, "country|land|nation|pays|pais", "Country|Mailing_Country|Billing_Country"},
    Group{Holds::Words,
          "description|remarks|remark|notes|note|comments|comment|bemerkung|bemerkungen|anmerkung|anmerkungen|notiz|"
          "notizen|"
          "kommentar|beschreibung|remarque|remarques|commentaire|observaciones|notas",
          "Description"},
    Group{Holds::Flag,
          "nomailings|nomailing|optout|emailoptout|unsubscribed|unsubscribe|donotmail|donotemail|noemail|noemails|"
          "nonewsletter|keinewerbung|keinemailings|keinemails|keinnewsletter|abgemeldet",
          "Email_Opt_Out"},
    Group{Holds::Address, "website|web|homepage|url|webseite|internet|siteweb|paginaweb|sitioweb", "Website"},
    Group{Holds::Number, "revenue|annualrevenue|turnover|umsatz|jahresumsatz", "Annual_Revenue"},
    Group{Holds::Number,
          "employees|numberofemployees|noofemployees|staff|mitarbeiter|mitarbeiterzahl|anzahlmitarbeiter",
          "Employees|No_of_Employees"},
    Group{Holds::Number, "amount|value|dealvalue|betrag|summe|wert|volumen|importe|montant", "Amount"},
    Group{Holds::Number, "price|unitprice|listprice|preis|einzelpreis|prix|precio", "Unit_Price"},
    Group{Holds::Number, "probability|wahrscheinlichkeit|chance", "Probability"},
    Group{Holds::Words, "industry|branche|sector|sektor|secteur", "Industry"},
    Group{Holds::Words, "stage|phase|verkaufsphase|etape|etapa", "Stage"},
    Group{Holds::Words, "deal|dealname|opportunity|opportunityname|verkaufschance|abschluss", "Deal_Name"},
    Group{Holds::Words, "product|productname|produkt|produktname|artikel|producto|produit", "Product_Name"},
    Group{Holds::Words, "sku|productcode|articlenumber|articleno|artikelnummer|artikelnr|produktcode", "Product_Code"},
    Group{Holds::Words, "contact|kontakt|ansprechpartner|contacto", "Contact_Name"},
    Group{Holds::Words, "vendor|supplier|lieferant|fournisseur|proveedor", "Vendor_Name"},
    Group{Holds::Words,
          "owner|responsible|salesrep|accountmanager|besitzer|zustandig|zustaendig|betreuer|verantwortlich", "Owner"},
    Group{Holds::Words, "subject|betreff|sujet|asunto", "Subject"},
};

double strengthIn(const Group& group, const QString& plainName, const Field& field)
{
    if (!fits(group.holds, field.type))
        return 0;
    const QStringList fields = QString::fromLatin1(group.fields).split(QLatin1Char('|'));
    const qsizetype place = fields.indexOf(field.apiName);
    if (place < 0 || !QString::fromLatin1(group.names).split(QLatin1Char('|')).contains(plainName))
        return 0;
    return 1 - 0.05 * double(place);
}

} // namespace

double synonymStrength(const QString& plainName, const Field& field)
{
    double best = 0;
    for (const Group& group : groups)
        best = std::max(best, strengthIn(group, plainName, field));
    return best;
}

} // namespace stevedore
