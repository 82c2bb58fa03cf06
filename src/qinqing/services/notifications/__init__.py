"""Telling people what happened: messages written with the event itself, read at the desk, sent out by the worker."""
