"""What the reference engine understands, finds, and admits not to know."""

import pytest
from search_library import LIBRARY, SYNONYMS, document

from wenda.search.index import build_index
from wenda.search.query import Answer, Engine, rounded
from wenda.search.shards import MANIFEST, BrokenIndexError
from wenda.search.synonyms import Synonyms


@pytest.fixture
def engine() -> Engine:
    return Engine.from_files(build_index(LIBRARY, SYNONYMS))


def ids(answer: Answer) -> list[str]:
    return [result.id for result in answer.results]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("请问医保断缴以后还能报销吗？", "guo-duanjiao"),
        ("醫保斷繳還能報銷嗎", "guo-duanjiao"),
        ("yibao duanjiao baoxiao", "guo-duanjiao"),
        ("yibaoduanjiao", "guo-duanjiao"),
        ("医保断教还能报消吗", "guo-duanjiao"),
        ("bj yb dj", "bj-duanjiao"),
        ("shengyujintie", "jintie"),
        ("生育进贴", "jintie"),
        ("ｓｙｊｔ", "jintie"),
        ("胳膊麻木 丹东", "dd-shoubi"),
        ("丹东尿血", "dd-niao"),
        ("没钱了还能住院吗", "yue"),
        ("医保二十年退休", "tuixiu"),
        ("60%基数", "tuixiu"),
        ("老婆产假工资", "jintie"),
    ],
)
def test_readers_words_find_the_article(engine: Engine, query: str, best: str) -> None:
    assert ids(engine.search(query))[0] == best


def test_another_regions_article_comes_last_and_a_national_one_may_answer(engine: Engine) -> None:
    found = ids(engine.search("深圳医保断缴"))
    assert found[:2] == ["sz-duanjiao", "guo-duanjiao"]
    assert "bj-duanjiao" not in found[:3]


def test_a_province_and_its_city_stand_for_each_other(engine: Engine) -> None:
    assert ids(engine.search("深圳医保关系转移"))[0] == "gd-zhuanyi"
    assert ids(engine.search("广东医保断缴个人账户"))[0] == "sz-duanjiao"


def test_nothing_answers_for_a_region_that_only_another_regions_article_fits(engine: Engine) -> None:
    assert engine.search("丹东手臂麻木挂什么科").answered
    assert not engine.search("北京手臂麻木挂什么科").answered


def test_the_best_result_may_share_the_question_without_answering_it() -> None:
    """What is rare counts for an answer; the title that shares the commonest words can still rank first."""
    library = (
        *LIBRARY,
        document("yexia", "腋下肿大吃什么药"),
        document("maiyao", "外地可以买药吗", tags=("感冒药",)),
        *(document(f"yao-{number}", "看病先问医生", body="吃什么药，医生说了算。") for number in range(8)),
    )
    answer = Engine.from_files(build_index(library, SYNONYMS)).search("感冒了吃什么药")
    assert ids(answer) == ["yexia", "maiyao"]
    assert (answer.answered, answer.first_answers) == (True, False)


def test_the_best_result_answers_where_it_is_about_the_question(engine: Engine) -> None:
    assert engine.search("丹东手臂麻木挂什么科").first_answers
    assert not engine.search("北京手臂麻木挂什么科").first_answers


@pytest.mark.parametrize(
    "query", ["高铁票怎么改签", "丹东有什么好玩的景点", "红烧肉的做法", "how to bake bread"]
)
def test_it_says_when_nothing_answers(engine: Engine, query: str) -> None:
    assert not engine.search(query).answered


@pytest.mark.parametrize(
    "query", ["", "  ", "？！", "的了吗", "\x00", "🙂", "%", "~yb", "a" * 5000, "医" * 5000]
)
def test_odd_queries_are_answered_with_nothing_or_little(engine: Engine, query: str) -> None:
    assert len(engine.search(query).results) <= 10


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("请问医保断缴怎么办？", "医保断缴"),
        ("yibao duanjiao", "医保断缴"),
        ("医保断教", "医保断缴"),
        ("ybdj", "医保断缴"),
        ("丹东 手臂", "丹东 手臂"),
    ],
)
def test_it_says_what_it_searched(engine: Engine, query: str, understood: str) -> None:
    assert engine.search(query).understood == understood


def test_the_literal_word_goes_before_its_synonym() -> None:
    documents = (document("a", "手臂发麻"), document("b", "胳膊发麻"), document("c", "肩膀疼痛"))
    engine = Engine.from_files(build_index(documents, SYNONYMS))
    assert ids(engine.search("胳膊发麻")) == ["b", "a"]
    assert ids(engine.search("手臂发麻")) == ["a", "b"]


def test_initials_stand_for_a_word_of_the_vocabulary_before_characters_that_happen_to_begin_so() -> None:
    """sybx may be 生育保险, or the characters in the middle of 刷医保需要."""
    documents = [document("shua", "在外地刷医保需要备案吗"), document("xian", "生育保险怎么办")]
    alike = ("生育保险", "生育险")
    words = Synonyms(((alike, alike),))
    plain = Engine.from_files(build_index(documents, Synonyms())).search("sybx")
    assert (ids(plain)[0], plain.understood) == ("shua", "刷医保需")
    known = Engine.from_files(build_index(documents, words)).search("sybx")
    assert (ids(known)[0], known.understood) == ("xian", "生育保险")


def test_a_number_is_no_mistyped_word() -> None:
    documents = [document(f"a{number}", "医保的钱能取出来吗") for number in range(4)]
    engine = Engine.from_files(build_index(documents, Synonyms()))
    assert engine.search("看病八千能取吗").understood == "看病八千能取吗"
    assert engine.search("看病跨千能取吗").understood == "看病跨钱能取吗"


def test_equal_articles_come_in_the_order_of_the_index() -> None:
    documents = [document(id_, "医保断缴") for id_ in ("c", "a", "b")]
    assert ids(Engine.from_files(build_index(documents, Synonyms())).search("医保断缴")) == ["a", "b", "c"]


def test_a_word_finds_articles_that_have_only_its_second_half() -> None:
    documents = (
        document("a", "臂酸挂什么科"),
        document("b", "胳膊疼挂什么科"),
        document("c", "落枕挂什么科"),
    )
    engine = Engine.from_files(build_index(documents, Synonyms(((("手臂酸",), ("胳膊",)),))))
    assert {"a", "b"} <= set(ids(engine.search("手臂酸")))


def test_a_result_has_its_title_and_its_address(engine: Engine) -> None:
    best = engine.search("丹东尿血").results[0]
    assert (best.id, best.title, best.url) == ("dd-niao", "丹东尿中有血看哪家医院", "q/dd-niao/")


@pytest.mark.parametrize(
    ("score", "shown"), [(1.2345674, 1.234567), (1.2345676, 1.234568), (0.0000005, 0.000001), (9.0, 9.0)]
)
def test_scores_are_rounded_to_six_places_halves_up(score: float, shown: float) -> None:
    assert rounded(score) == shown


def test_an_empty_library_answers_nothing() -> None:
    answer = Engine.from_files(build_index((), SYNONYMS)).search("医保断缴")
    assert (answer.answered, answer.results) == (False, ())


def test_a_broken_index_says_which_file() -> None:
    files = dict(build_index(LIBRARY, SYNONYMS))
    with pytest.raises(BrokenIndexError, match=r"manifest\.json is missing"):
        Engine.from_files({})
    with pytest.raises(BrokenIndexError, match="version 99"):
        Engine.from_files({MANIFEST: b'{"version": 99}'})
    shard = next(path for path in files if path.endswith("/core.bin"))
    with pytest.raises(BrokenIndexError, match=r"core\.bin"):
        Engine.from_files(files | {shard: files[shard][:-9]})
