add_executable(stevedore-sandbox sandbox_main.cpp)
target_link_libraries(stevedore-sandbox PRIVATE stevedore_sandbox)
