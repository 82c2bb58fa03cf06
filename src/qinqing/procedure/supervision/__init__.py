"""After closing: who solved it calls back, the enterprise rates, bad ratings are put right. 五(四)."""
