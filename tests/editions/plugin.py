"""Declares the made-up mechanism beside the real ones, before anything has read them; for a pytest of its own."""

from pathlib import Path

import schema.mechanisms

schema.mechanisms.__path__.append(str(Path(__file__).parent / "declared"))
