"""A language model that speaks the Messages API; the only room for `anthropic`.

`model` asks one question at a time, `wire` holds the form of what is sent and comes
back, `batches` hands in many questions at once and takes their answers later.
"""

from briefing.adapters.claude.model import ClaudeModel

__all__ = ["ClaudeModel"]
