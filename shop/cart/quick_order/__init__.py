"""Quick order: text of any kind becomes lines of articles and pieces.

`tidying` makes plain lines of whatever came in, `reading` says what each line may mean, `finding` asks the
catalogue which of those meanings is an article, and `rows` shows it all to the practice to be verified.
"""
