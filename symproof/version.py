"""The version of symproof, in one place."""

VERSION = "0.1.0"
