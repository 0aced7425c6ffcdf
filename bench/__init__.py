"""Wenda measured beside its peers; `bench/README.md` says how."""
