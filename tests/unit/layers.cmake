stevedore_test(tst_layers FILE tst_layers.cpp)
target_compile_definitions(tst_layers PRIVATE SOURCE_FOLDER="${CMAKE_SOURCE_DIR}")
