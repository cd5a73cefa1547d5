"""The words that Lansir says of its own: a folder a language, and in each the same YAML files.

`loading` reads them and chooses the language, `catalogue` has the shape of what all ways out share, `terminal` makes
text of others fit to be shown. Whoever has words of his own declares their shape and asks for them:
`table("id", "find", FindWords)`. Nothing is imported here, so that the command line starts fast.
"""
