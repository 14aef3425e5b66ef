stevedore_test(tst_csv_file FILE tst_csv_file.cpp LINKS stevedore_csv)
