"""The MCP server: a store for language models, over stdio, to be read only.

Models that read news can be told things by it. So whatever a page has written stands in every answer between markers
that the page cannot know, and control, bidirectional and invisible characters are taken out: see `fence.py`.
"""
