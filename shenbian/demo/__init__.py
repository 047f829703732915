"""The demo year: one model of a district's 2022, told in workbooks like any district's, loaded like any district's."""
