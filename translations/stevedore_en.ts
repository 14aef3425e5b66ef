<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>JoinedPart</name>
    <message numerus="yes">
        <source>%Ln rows look like others in the columns that the result repeats, and those had another fate.</source>
        <translation>
            <numerusform>%Ln row looks like others in the columns that the result repeats, and those had another fate.</numerusform>
            <numerusform>%Ln rows look like others in the columns that the result repeats, and those had another fate.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are not in the result.</source>
        <translation>
            <numerusform>%Ln row is not in the result.</numerusform>
            <numerusform>%Ln rows are not in the result.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows look like others, and the result has more or fewer of them than were sent.</source>
        <translation>
            <numerusform>%Ln row looks like others, and the result has more or fewer of them than were sent.</numerusform>
            <numerusform>%Ln rows look like others, and the result has more or fewer of them than were sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The result repeats no column that was sent, so %Ln rows cannot be told apart.</source>
        <translation>
            <numerusform>The result repeats no column that was sent, so %Ln row cannot be told apart.</numerusform>
            <numerusform>The result repeats no column that was sent, so %Ln rows cannot be told apart.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln rows the result says a word that is not known.</source>
        <translation>
            <numerusform>Of %Ln row the result says a word that is not known.</numerusform>
            <numerusform>Of %Ln rows the result says a word that is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are said to be in, but without the id of a record.</source>
        <translation>
            <numerusform>%Ln row is said to be in, but without the id of a record.</numerusform>
            <numerusform>%Ln rows are said to be in, but without the id of a record.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are said to have been added as one and the same record.</source>
        <translation>
            <numerusform>%Ln row is said to have been added as a record that another row became.</numerusform>
            <numerusform>%Ln rows are said to have been added as one and the same record.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoWords</name>
    <message numerus="yes">
        <source>%Ln %1 that the import created are deleted.</source>
        <translation>
            <numerusform>%Ln of the %1 was created by the import and is deleted.</numerusform>
            <numerusform>%Ln %1 that the import created are deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln %1 get back the values that they had before.</source>
        <translation>
            <numerusform>%Ln of the %1 gets back the values that it had before.</numerusform>
            <numerusform>%Ln %1 get back the values that they had before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln %1 were changed by somebody since; they are left alone unless you say so.</source>
        <translation>
            <numerusform>%Ln of the %1 was changed by somebody since; it is left alone unless you say so.</numerusform>
            <numerusform>%Ln %1 were changed by somebody since; they are left alone unless you say so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln %1 are gone already, or as they were; there is nothing to do.</source>
        <translation>
            <numerusform>%Ln of the %1 is gone already, or as it was; there is nothing to do.</numerusform>
            <numerusform>%Ln %1 are gone already, or as they were; there is nothing to do.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln %1 were updated and cannot be given back their values: those were not kept, or the records were not there yet when they were.</source>
        <translation>
            <numerusform>%Ln of the %1 was updated and cannot be given back its values: those were not kept, or the record was not there yet when they were.</numerusform>
            <numerusform>%Ln %1 were updated and cannot be given back their values: those were not kept, or the records were not there yet when they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln rows it is not known which record they became; they stay.</source>
        <translation>
            <numerusform>Of %Ln row it is not known which record it became; it stays.</numerusform>
            <numerusform>Of %Ln rows it is not known which record they became; they stay.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ImportDriver</name>
    <message numerus="yes">
        <source>%Ln rows of the result cannot be told apart with certainty; their fate is not known.</source>
        <translation>
            <numerusform>%Ln row of the result cannot be told apart with certainty; its fate is not known.</numerusform>
            <numerusform>%Ln rows of the result cannot be told apart with certainty; their fate is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every row of the last %Ln jobs was refused, so no more are sent. Look at the reasons; going on sends the remaining rows all the same.</source>
        <translation>
            <numerusform>Every row of the last job was refused, so no more are sent. Look at the reasons; going on sends the remaining rows all the same.</numerusform>
            <numerusform>Every row of the last %Ln jobs was refused, so no more are sent. Look at the reasons; going on sends the remaining rows all the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::FindBar</name>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::ProfilePane</name>
    <message numerus="yes">
        <source>Show the %1 empty ones</source>
        <translation>
            <numerusform>Show the empty one</numerusform>
            <numerusform>Show the %1 empty ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::Undoing</name>
    <message numerus="yes">
        <source>Delete %Ln %1</source>
        <translation>
            <numerusform>Delete %Ln of the %1</numerusform>
            <numerusform>Delete %Ln %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %Ln %1 back</source>
        <translation>
            <numerusform>Change %Ln of the %1 back</numerusform>
            <numerusform>Change %Ln %1 back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 and change %Ln %2 back</source>
        <translation>
            <numerusform>Delete %1 and change %Ln of the %2 back</numerusform>
            <numerusform>Delete %1 and change %Ln %2 back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at the CRM: %Ln records</source>
        <translation>
            <numerusform>Looking at the CRM: %Ln record</numerusform>
            <numerusform>Looking at the CRM: %Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln %1 were changed by somebody since the import. Undo those, too?</source>
        <translation>
            <numerusform>%Ln of the %1 was changed by somebody since the import. Undo that one, too?</numerusform>
            <numerusform>%Ln %1 were changed by somebody since the import. Undo those, too?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Their work on these records would be lost. Otherwise they stay as they are now.</source>
        <translation>
            <numerusform>Their work on this record would be lost. Otherwise it stays as it is now.</numerusform>
            <numerusform>Their work on these records would be lost. Otherwise they stay as they are now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo those %Ln, too</source>
        <translation>
            <numerusform>Undo that one, too</numerusform>
            <numerusform>Undo those %Ln, too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave those %Ln alone</source>
        <translation>
            <numerusform>Leave that one alone</numerusform>
            <numerusform>Leave those %Ln alone</numerusform>
        </translation>
    </message>
</context>
</TS>
