"""Appeals, from lodging to closing: the ladder of 四(一), with 四(三)'s answers and doubts."""
