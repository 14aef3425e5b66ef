add_executable(stevedore-sandbox sandbox_main.cpp sandboxserver/commandline.cpp sandboxserver/commandline.h)
target_include_directories(stevedore-sandbox PRIVATE ${CMAKE_SOURCE_DIR}/app)
target_link_libraries(stevedore-sandbox PRIVATE stevedore_sandbox)
