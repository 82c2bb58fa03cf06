"""Backup and restore: every table as text that both databases write alike, and every stored file.

``rows`` turns tables into text and back, ``views`` gives one state to read from, ``parts`` writes and reads files,
``manifests`` says what a backup holds; ``saving`` and ``restoring`` do the work.
"""
