foreach(test file open blocks dialect writer profile)
    stevedore_test(tst_csv_${test} FILE tst_csv_${test}.cpp LINKS stevedore_csv)
endforeach()
