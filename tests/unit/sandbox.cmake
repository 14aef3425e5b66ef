# The real server in the test's own process, over real HTTP.
foreach(part api jobs records)
    stevedore_test(tst_sandbox_${part} FILE tst_sandbox_${part}.cpp SOURCES tst_sandbox_client.cpp
        LINKS stevedore_sandbox PkgConfig::httplib QuaZip::QuaZip Qt6::Network TIMEOUT 120)
endforeach()
stevedore_test(tst_sandbox_sample FILE tst_sandbox_sample.cpp SOURCES tst_sandbox_client.cpp
    LINKS stevedore_sandbox PkgConfig::httplib QuaZip::QuaZip TIMEOUT 120)
