"""What can go wrong, each with the file, the place and what was expected."""


class DatelineError(Exception):
    """The base of every error that Dateline raises on purpose."""


class ConfigError(DatelineError, ValueError):
    """A setting, the configuration, or a data file under models/, is not what it should be."""


class ModelError(DatelineError):
    """The spaCy model is missing, is no English pipeline, or its weights are not the pinned ones."""


class SchemaError(DatelineError):
    """A row or a table does not fit its declared schema."""


class GoldError(DatelineError):
    """A gold annotation does not fit its text."""


class RunError(DatelineError):
    """A run cannot go on, or not begin; what it has committed stays."""
