stevedore_test(tst_conditions_rules FILE ${CMAKE_CURRENT_LIST_DIR}/tst_conditions_rules.cpp LINKS stevedore_crm)
stevedore_test(tst_conditions_json FILE ${CMAKE_CURRENT_LIST_DIR}/tst_conditions_json.cpp LINKS stevedore_crm)
stevedore_test(tst_conditions_text FILE ${CMAKE_CURRENT_LIST_DIR}/tst_conditions_text.cpp LINKS stevedore_crm)
