"""How problems are told."""

from wenda.errors import Problem, Severity, WendaError


def test_an_error_names_its_place_what_is_wrong_and_how_to_mend_it() -> None:
    problem = Problem("content/a.md", 3, "the title is missing", "write the question")
    assert str(problem) == "content/a.md:3: the title is missing\n    write the question"


def test_a_warning_names_its_rule() -> None:
    problem = Problem("a.md", 3, "cut off", rule="cut-off", severity=Severity.WARNING)
    assert str(problem) == "a.md:3: warning[cut-off]: cut off"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert str(Problem("a.md", 0, "cannot be read")) == "a.md: cannot be read"


def test_problems_sort_by_path_and_line() -> None:
    later, earlier = Problem("a.md", 10, "x"), Problem("a.md", 9, "y")
    assert sorted([Problem("b.md", 1, "z"), later, earlier])[:2] == [earlier, later]


def test_the_one_exception_carries_every_problem() -> None:
    problems = Problem("a.md", 1, "x"), Problem("b.md", 2, "y")
    error = WendaError(*problems)
    assert error.problems == problems
    assert str(error) == "a.md:1: x\nb.md:2: y"
