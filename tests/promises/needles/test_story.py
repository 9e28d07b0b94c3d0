def test_story(story):
    a = story.a_house("ja")
    story.they_settle_in(a)
    story.they_keep_lists(a)
    o = story.they_order(a)
    from tests.promises.needles.collector import Collector

    c = Collector([n for s in a.everybody for n in s] + list(story.staff))
    import pprint

    pprint.pprint(c.everywhere())
    print(o.state)
    assert 0
