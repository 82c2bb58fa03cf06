"""Reception days: planned, heard, closed. 二, 四(二), 五(二)."""
