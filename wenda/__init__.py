"""Wenda 问答 turns a heap of question-and-answer pages into a linked, searchable static site."""
