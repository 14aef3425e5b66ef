<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CliText</name>
    <message numerus="yes">
        <source>%Ln calls</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation>
            <numerusform>%Ln job</numerusform>
            <numerusform>%Ln jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln rows/s</source>
        <translation>
            <numerusform>, %Ln row/s</numerusform>
            <numerusform>, %Ln rows/s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %1: %Ln rows in %2.</source>
        <translation>
            <numerusform>Import %1: %Ln row in %2.</numerusform>
            <numerusform>Import %1: %Ln rows in %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows written to %1.</source>
        <translation>
            <numerusform>%Ln row written to %1.</numerusform>
            <numerusform>%Ln rows written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ColumnState</name>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CorrectedRemarks</name>
    <message numerus="yes">
        <source>%Ln cells have the same value in another form.</source>
        <translation>
            <numerusform>%Ln cell has the same value in another form.</numerusform>
            <numerusform>%Ln cells have the same value in another form.</numerusform>
        </translation>
    </message>
</context>
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
    <name>PartingWords</name>
    <message numerus="yes">
        <source>%Ln rows in</source>
        <translation>
            <numerusform>%Ln row in</numerusform>
            <numerusform>%Ln rows in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are at the CRM; their jobs go on there.</source>
        <translation>
            <numerusform>%Ln row is at the CRM; its job goes on there.</numerusform>
            <numerusform>%Ln rows are at the CRM; their jobs go on there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have not been sent; they wait.</source>
        <translation>
            <numerusform>%Ln row has not been sent; it waits.</numerusform>
            <numerusform>%Ln rows have not been sent; they wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are in doubt: only you can say whether they are in the CRM.</source>
        <translation>
            <numerusform>%Ln row is in doubt: only you can say whether it is in the CRM.</numerusform>
            <numerusform>%Ln rows are in doubt: only you can say whether they are in the CRM.</numerusform>
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
    <name>stevedore::ui::CheckPage</name>
    <message numerus="yes">
        <source>All %Ln rows are fine</source>
        <translation>
            <numerusform>The one row is fine</numerusform>
            <numerusform>All %Ln rows are fine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows would go in.</source>
        <translation>
            <numerusform>%Ln row would go in.</numerusform>
            <numerusform>%Ln rows would go in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As records, without a job, %Ln credits.</source>
        <translation>
            <numerusform>As records, without a job, %Ln credit.</numerusform>
            <numerusform>As records, without a job, %Ln credits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln credits.</source>
        <translation>
            <numerusform>%Ln credit.</numerusform>
            <numerusform>%Ln credits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs, %1 credits.</source>
        <translation>
            <numerusform>%Ln job, %1 credits.</numerusform>
            <numerusform>%Ln jobs, %1 credits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::CorrectedRows</name>
    <message numerus="yes">
        <source>%Ln cells seem to have been damaged, not corrected.</source>
        <translation>
            <numerusform>%Ln cell seems to have been damaged, not corrected.</numerusform>
            <numerusform>%Ln cells seem to have been damaged, not corrected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::DoubtCard</name>
    <message numerus="yes">
        <source>%Ln rows stay in doubt until you say whether they are in the CRM.</source>
        <translation>
            <numerusform>%Ln row stays in doubt until you say whether it is in the CRM.</numerusform>
            <numerusform>%Ln rows stay in doubt until you say whether they are in the CRM.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::ExportRunPage</name>
    <message numerus="yes">
        <source>It goes on when the window is closed and opened again. %Ln credits so far.</source>
        <translation>
            <numerusform>It goes on when the window is closed and opened again. %Ln credit so far.</numerusform>
            <numerusform>It goes on when the window is closed and opened again. %Ln credits so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::FilePage</name>
    <message numerus="yes">
        <source>%Ln rows so far.</source>
        <translation>
            <numerusform>%Ln row so far.</numerusform>
            <numerusform>%Ln rows so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::FindBar</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::ImportView</name>
    <message numerus="yes">
        <source>Give up %Ln rows</source>
        <translation>
            <numerusform>Give up %Ln row</numerusform>
            <numerusform>Give up %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have not been sent; they stay out. Jobs that the CRM has begun go on there, because it cannot call them back.</source>
        <translation>
            <numerusform>%Ln row has not been sent; it stays out. Jobs that the CRM has begun go on there, because it cannot call them back.</numerusform>
            <numerusform>%Ln rows have not been sent; they stay out. Jobs that the CRM has begun go on there, because it cannot call them back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::JobsPage</name>
    <message numerus="yes">
        <source>%Ln rows wait for your answer.</source>
        <translation>
            <numerusform>%Ln row waits for your answer.</numerusform>
            <numerusform>%Ln rows wait for your answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sample is through; %Ln rows wait.</source>
        <translation>
            <numerusform>The sample is through; %Ln row waits.</numerusform>
            <numerusform>The sample is through; %Ln rows wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Spent: %Ln credits.</source>
        <translation>
            <numerusform>Spent: %Ln credit.</numerusform>
            <numerusform>Spent: %Ln credits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::JobsSummary</name>
    <message numerus="yes">
        <source>%Ln rows/s</source>
        <translation>
            <numerusform>%Ln row/s</numerusform>
            <numerusform>%Ln rows/s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln credits</source>
        <translation>
            <numerusform>%Ln credit</numerusform>
            <numerusform>%Ln credits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln credits left</source>
        <translation>
            <numerusform>%Ln credit left</numerusform>
            <numerusform>%Ln credits left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::MappingPage</name>
    <message numerus="yes">
        <source>Check all %Ln rows</source>
        <translation>
            <numerusform>Check the one row</numerusform>
            <numerusform>Check all %Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::ProfilePane</name>
    <message numerus="yes">
        <source>Empty in all %Ln rows</source>
        <translation>
            <numerusform>Empty in the one row</numerusform>
            <numerusform>Empty in all %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %Ln empty ones</source>
        <translation>
            <numerusform>Show the empty one</numerusform>
            <numerusform>Show the %Ln empty ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>stevedore::ui::ResultsPage</name>
    <message numerus="yes">
        <source>%Ln credits</source>
        <translation>
            <numerusform>%Ln credit</numerusform>
            <numerusform>%Ln credits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As records: %Ln credits</source>
        <translation>
            <numerusform>As records: %Ln credit</numerusform>
            <numerusform>As records: %Ln credits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 credits, %Ln parts. The journal on this computer keeps the record id of every row.</source>
        <translation>
            <numerusform>%1 credits, %Ln part. The journal on this computer keeps the record id of every row.</numerusform>
            <numerusform>%1 credits, %Ln parts. The journal on this computer keeps the record id of every row.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows wait. Look at the records in the CRM, then send the remaining.</source>
        <translation>
            <numerusform>%Ln row waits. Look at the records in the CRM, then send it.</numerusform>
            <numerusform>%Ln rows wait. Look at the records in the CRM, then send the remaining.</numerusform>
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
