add_executable(stevedore stevedore_main.cpp)
target_link_libraries(stevedore PRIVATE stevedore_window stevedore_keychain)
target_compile_definitions(stevedore PRIVATE STEVEDORE_VERSION="${PROJECT_VERSION}")
