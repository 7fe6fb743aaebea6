"""What lies under every map of a desk."""

from __future__ import annotations

from casework import wire
from desktop.ground import Grounds, country

SQUARE = {"type": "Polygon", "coordinates": [[[101, 16], [102, 16], [102, 17], [101, 16]]]}


class NoPackages:
    """The cache of a desk to which no package has come."""

    def names(self, _prefix):
        return []


def of(grounds, known):
    return grounds.of(known, NoPackages())


def settings(version, outlines):
    account = wire.Account(username="a", name="A", role="officer", authority="TT")
    return wire.DeskSettings(
        version=version, account=account, authority="TT", authority_name="T", outlines=outlines
    )


def outlines(name):
    properties = {"kind": "subdistrict", "name_th": name}
    feature = {"type": "Feature", "properties": properties, "geometry": SQUARE}
    return {"type": "FeatureCollection", "features": [feature]}


def test_bangkok_lies_in_thailand_and_vientiane_in_laos():
    by_name = {area.name_en: area for area in country()}
    assert by_name["Thailand"].holds(100.5, 13.75)
    assert by_name["Laos"].holds(102.6, 18.2)


def test_without_any_outlines_the_country_is_there():
    ground = of(Grounds(), None)
    assert ground.country == country()
    assert ground.areas == ()
    assert ground.sources == ("Natural Earth",)


def test_new_outlines_are_read_and_known_ones_are_not_read_again():
    grounds = Grounds()
    first = of(grounds, settings(1, outlines("ก")))
    assert of(grounds, settings(1, outlines("ก"))) is first
    second = of(grounds, settings(2, outlines("ข")))
    assert second.areas[0].name_th == "ข"
    assert second.version != first.version


def test_outlines_that_cannot_be_read_leave_the_country():
    assert of(Grounds(), settings(1, {"type": "Nonsense"})).areas == ()
