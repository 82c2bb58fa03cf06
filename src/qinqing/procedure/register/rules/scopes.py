"""What a token may be used for."""

from qinqing.kernel.labels import Labelled


class Scope(Labelled):
    """Each is granted by itself; within it a token reaches what its owner reaches, and nothing else."""

    OPEN = "open", "公开数据"
    READ = "read", "查询"
    WRITE = "write", "办理"
