"""A swift value is a frozen dataclass in all but the price."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, replace

from pipeline.values import swift


@swift
@dataclass(frozen=True, slots=True)
class Stretch:
    start: int
    end: int = 9
    marks: tuple[str, ...] = field(default_factory=tuple)


def test_values_are_made_compared_and_replaced_as_those_of_a_dataclass() -> None:
    assert Stretch(1) == Stretch(1, end=9, marks=())
    assert replace(Stretch(1, 2, ("a",)), end=3) == Stretch(1, 3, ("a",))
    assert repr(Stretch(1)).endswith("Stretch(start=1, end=9, marks=())")


def test_values_are_keys_and_travel_to_other_processes() -> None:
    assert {Stretch(1): 2}[Stretch(1)] == 2
    assert pickle.loads(pickle.dumps(Stretch(1, 2))) == Stretch(1, 2)
