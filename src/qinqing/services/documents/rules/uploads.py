"""Files on their way: kept aside until the form they were chosen for is sent."""

from datetime import timedelta

from qinqing.kernel.labels import Labelled


class UploadState(Labelled):
    """How far a file has come."""

    RECEIVING = "receiving", "没有传完"
    READY = "ready", "已传好"
    REFUSED = "refused", "没有收下"


MOST = 20  # files waiting with one form
BROKEN_OFF = timedelta(days=3)  # how long a file that was not sent to its end is waited for
PAINTED = "painted-"  # shelves of copies between being painted and being filed begin with this
