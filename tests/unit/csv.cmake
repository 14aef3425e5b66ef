foreach(test file open blocks dialect writer memory profile search)
    stevedore_test(tst_csv_${test} FILE tst_csv_${test}.cpp LINKS stevedore_csv)
endforeach()
stevedore_test(tst_csv_index FILE tst_csv_index.cpp LINKS stevedore_csv PkgConfig::highway)
stevedore_test(tst_csv_broken FILE tst_csv_broken.cpp LINKS stevedore_csv)
target_compile_definitions(tst_csv_broken PRIVATE BROKEN_FILES="${CMAKE_SOURCE_DIR}/tests/data/broken")
foreach(test container workbook)
    stevedore_test(tst_csv_${test} FILE tst_csv_${test}.cpp
        SOURCES tst_csv_container_support.cpp tst_csv_container_support.h
        LINKS stevedore_csv QuaZip::QuaZip ZLIB::ZLIB)
endforeach()
