"""What happens next: events and who hears of them, and the duties the worker performs.

Both tables name functions as ``"package.module:function"``; they are looked up when first needed, so that this file
can be read, and imported, without the rest of the house.

``EVENTS`` answers "who is told?": the key is the dotted past-tense name under which the journal records the event,
and each function is called as ``function(entry)`` inside the transaction that recorded it.

``DUTIES`` answers "what does the worker do?": each function is called as ``function(at)`` about once a minute, in this
order, outside any transaction. A duty decides from the record whether it is due, so it may be called at any time, twice,
or late; one that fails is logged and tried again in the next minute, and does not stop the others.
"""

EVENTS: dict[str, tuple[str, ...]] = {}

DUTIES: tuple[str, ...] = ()
