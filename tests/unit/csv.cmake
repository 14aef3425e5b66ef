foreach(test file open blocks dialect writer profile)
    stevedore_test(tst_csv_${test} FILE tst_csv_${test}.cpp LINKS stevedore_csv)
endforeach()
stevedore_test(tst_csv_index FILE tst_csv_index.cpp LINKS stevedore_csv PkgConfig::highway)
