"""The production server: what it says when it starts."""

import multiprocessing

from granian.server.common import AbstractServer

from qinqing.doors.operations.serving import serve


def test_more_threads_than_cores_are_meant_and_no_warning_of_another_programs_greets_a_newcomer(monkeypatch, capsys):
    served = []
    monkeypatch.setattr(AbstractServer, "serve", lambda server, *given: served.append(server.blocking_threads))
    many = multiprocessing.cpu_count() * 2 + 2
    serve(host="127.0.0.1", port=0, workers=1, threads=many, with_worker=False)
    assert served == [many]
    assert capsys.readouterr().out == ""
